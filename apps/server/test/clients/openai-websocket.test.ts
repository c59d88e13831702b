import OpenAI from 'openai';
import { ResponsesWebSocketSession } from 'openai/lib/responses/responses-websocket-session';
import { ResponsesWS } from 'openai/resources/responses/ws';
import { expect, test } from 'vitest';
import { model, serveScript } from './serve-script.ts';
import { expectLoopbackOnly } from './watch-connections.ts';

expectLoopbackOnly();
const server = serveScript();

type CreateEvent = Extract<
  OpenAI.Responses.ResponsesClientEvent,
  { readonly type: 'response.create' }
>;
type ServerEvent = OpenAI.Responses.ResponsesServerEvent;

/** A socket of the official client that takes one turn after the other. */
class Connection {
  readonly #socket = new ResponsesWS(new OpenAI({ baseURL: server.url, apiKey: 'none' }));
  readonly #messages = this.#socket.stream();

  async turn(request: Omit<CreateEvent, 'type'>): Promise<ServerEvent[]> {
    this.#socket.send({ type: 'response.create', ...request });
    const events: ServerEvent[] = [];
    for (;;) {
      const { value: message } = await this.#messages.next();
      if (message?.type === 'error') throw message.error;
      if (message?.type === 'close') throw new Error('the server closed the socket');
      if (message?.type !== 'message') continue;
      events.push(message.message);
      if (/^response\.(completed|failed|incomplete)$/.test(message.message.type)) return events;
    }
  }

  close(): void {
    this.#socket.close();
  }
}

function final(events: readonly ServerEvent[]): OpenAI.Responses.Response {
  const last = events.at(-1);
  if (!last || !('response' in last) || typeof last.response !== 'object') {
    throw new Error('the turn has no response');
  }
  return last.response as OpenAI.Responses.Response;
}

test('one turn after the other is answered on one socket, stored or not', async () => {
  const socket = new Connection();
  const first = await socket.turn({ model, store: false, input: 'My name is Ada.' });
  expect(first[0]!.type).toBe('response.created');
  const second = await socket.turn({
    model,
    store: false,
    previous_response_id: final(first).id,
    input: 'What is my name?',
  });
  expect(final(second)).toMatchObject({
    status: 'completed',
    output: [{ content: [{ text: 'You are Ada.' }] }],
  });
  socket.close();
});

test('what is not known is an error, and the socket goes on', async () => {
  const socket = new Connection();
  const unknown = socket.turn({ model, store: false, previous_response_id: 'resp_x', input: 'x' });
  await expect(unknown).rejects.toMatchObject({
    error: { error: { code: 'previous_response_not_found' } },
  });
  expect(final(await socket.turn({ model, input: 'say Hello!' })).status).toBe('completed');
  socket.close();
});

test('a failure of the model ends the turn as failed', async () => {
  const socket = new Connection();
  expect(final(await socket.turn({ model, input: 'break' }))).toMatchObject({
    status: 'failed',
    error: { message: expect.stringContaining('the model broke down') },
  });
  socket.close();
});

test('a warm-up says nothing, and is continued', async () => {
  const socket = new Connection();
  const warm = final(await socket.turn({ model, generate: false, input: 'My name is Ada.' }));
  expect(warm).toMatchObject({ status: 'completed', output: [] });
  const answered = await socket.turn({
    model,
    previous_response_id: warm.id,
    input: [
      { role: 'assistant', content: 'Hello, Ada.' },
      { role: 'user', content: 'What is my name?' },
    ],
  });
  expect(final(answered)).toMatchObject({ output: [{ content: [{ text: 'You are Ada.' }] }] });
  socket.close();
});

test('two lanes of a compressed socket each get their own answer', async () => {
  const client = new OpenAI({ baseURL: server.url, apiKey: 'none' });
  const socket = new ResponsesWS(client, { perMessageDeflate: true });
  for await (const { type } of socket.stream()) if (type === 'open') break;
  const limits = { maxLanes: 2, maxBufferedEvents: 1000, maxBufferedBytes: 1e6 };
  const session = new ResponsesWebSocketSession(socket, limits);
  const lanes = ['one', 'two'].map((name) => session.lane(name));
  for (const lane of lanes) lane.create({ model, input: `say lane ${lane.streamID}` });
  const texts = await Promise.all(
    lanes.map(async (lane) => (await lane.finalResponse()).output_text),
  );
  expect(texts).toEqual(['lane one', 'lane two']);
  session.close();
  socket.close();
});
