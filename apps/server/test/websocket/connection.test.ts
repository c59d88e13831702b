import { afterEach, expect, test } from 'vitest';
import type { RunningServer } from '../../src/index.ts';
import { endless, expectStopped, type StartOptions, startServer } from '../start.ts';
import { SocketClient } from './client.ts';

let server: RunningServer;
afterEach(() => server.close(0));

async function connect(options: StartOptions = {}): Promise<SocketClient> {
  server = await startServer(options);
  return new SocketClient(server.url).open();
}

test('a turn is events in order, the last of them terminal, and no [DONE]', async () => {
  const client = await connect();
  client.create({ input: 'Hi' });
  const frames = await client.turn();
  expect(frames.map(({ sequence_number }) => sequence_number)).toEqual(frames.map((_, i) => i));
  expect(frames[0]!.type).toBe('response.created');
  expect(frames.at(-1)).toMatchObject({
    type: 'response.completed',
    response: { status: 'completed' },
  });
  client.create({ input: 'Again' });
  expect((await client.next())!.type).toBe('response.created');
});

test('what a stream over HTTP is asked with is ignored, and stream_id stands on every frame', async () => {
  const client = await connect();
  client.create({
    input: 'Hi',
    stream: false,
    background: true,
    stream_options: {},
    stream_id: 'a.1',
  });
  const frames = await client.turn();
  expect(frames.at(-1)!.type).toBe('response.completed');
  expect(new Set(frames.map(({ stream_id }) => stream_id))).toEqual(new Set(['a.1']));
  expect(await client.answer({ input: 'Hi', temperature: 9, stream_id: 'b' })).toMatchObject({
    type: 'error',
    status: 400,
    stream_id: 'b',
    error: { code: 'invalid_value', param: 'temperature' },
  });
});

test('turns that are sent at once are answered one after the other', async () => {
  const client = await connect({ script: ({ messages }) => messages.at(-1)!.content });
  for (const input of ['one', 'two', 'three']) client.create({ input });
  for (const text of ['one', 'two', 'three']) {
    const frames = await client.turn();
    expect(frames[0]!.type).toBe('response.created');
    expect(JSON.stringify(frames.at(-1)!.response!.output)).toContain(`"text":"${text}"`);
  }
});

test('with store: false a turn is continued on its connection, and on no other', async () => {
  const script = ({ messages }: { messages: readonly unknown[] }) => String(messages.length);
  const client = await connect({ script });
  const first = await client.answer({ input: 'Hi', store: false });
  const second = await client.answer({
    input: 'And?',
    store: false,
    previous_response_id: first.response!.id,
  });
  expect(JSON.stringify(second.response!.output)).toContain('"text":"3"');
  const other = await new SocketClient(server.url).open();
  const lost = { input: 'And?', store: false, previous_response_id: second.response!.id };
  expect(await other.answer(lost)).toMatchObject({
    status: 400,
    error: { code: 'previous_response_not_found', param: 'previous_response_id' },
  });
  expect((await other.answer({ input: 'Hi' })).type).toBe('response.completed');
  other.socket.close();
});

test('a continuation that fails forgets what it continued', async () => {
  const client = await connect();
  const first = await client.answer({ input: 'Hi', store: false });
  const previous_response_id = first.response!.id;
  const output = { type: 'function_call_output', call_id: 'call_unknown', output: '1' };
  const failed = await client.answer({ input: [output], store: false, previous_response_id });
  expect(failed).toMatchObject({ type: 'error', status: 400 });
  const again = await client.answer({ input: 'Hi', store: false, previous_response_id });
  expect(again.error!.code).toBe('previous_response_not_found');
});

test('a warm-up says nothing, and is continued', async () => {
  const script = ({ messages }: { messages: readonly unknown[] }) => String(messages.length);
  const client = await connect({ script });
  const warm = await client.answer({ input: 'Hi', store: false, generate: false });
  expect(warm).toMatchObject({ type: 'response.completed', response: { output: [] } });
  const second = await client.answer({
    input: 'And?',
    store: false,
    previous_response_id: warm.response!.id,
  });
  expect(JSON.stringify(second.response!.output)).toContain('"text":"2"');
});

test.each([
  ['no JSON', '{"type', 'invalid_json', ''],
  ['no object', '[]', 'invalid_value', ''],
  ['another type', { type: 'response.append' }, 'invalid_value', 'type'],
  ['no type', { input: 'Hi' }, 'invalid_value', 'type'],
  ['a wrong stream_id', { type: 'response.create', stream_id: 'ä' }, 'invalid_value', 'stream_id'],
  ['nothing to answer', { type: 'response.create' }, 'missing_required_parameter', 'input'],
])('%s is refused in one frame, and the connection goes on', async (_, frame, code, param) => {
  const client = await connect();
  client.send(frame);
  expect(await client.turn()).toEqual([
    {
      type: 'error',
      status: 400,
      error: { message: expect.any(String), type: 'invalid_request_error', param, code },
    },
  ]);
  expect((await client.answer({ input: 'Hi' })).type).toBe('response.completed');
});

test('a binary frame is refused', async () => {
  const client = await connect();
  client.socket.send(Buffer.from('{}'));
  expect(await client.next()).toMatchObject({ status: 400, error: { code: 'invalid_frame' } });
});

test('of too many turns at once the last are refused, and the others made', async () => {
  const client = await connect({ stepMs: 1 });
  for (let turn = 0; turn < 20; turn++) client.create({ input: 'Hi', stream_id: String(turn) });
  const ends = [];
  for (let turn = 0; turn < 20; turn++) {
    let frame = await client.next();
    while (frame!.type !== 'error' && frame!.type !== 'response.completed')
      frame = await client.next();
    ends.push(frame!);
  }
  const refused = ends.filter(({ type }) => type === 'error');
  expect(refused.map(({ stream_id }) => stream_id)).toEqual(['17', '18', '19']);
  expect(refused[0]).toMatchObject({ status: 429, error: { code: 'rate_limit_exceeded' } });
});

test('a connection that is closed stops its response', async () => {
  const { count, options } = endless();
  const client = await connect(options);
  client.create({ input: 'Hi' });
  await expect.poll(() => count.steps).toBeGreaterThan(5);
  client.socket.terminate();
  await expectStopped(count);
});

test('a message that is too large closes the connection', async () => {
  const client = await connect({ limits: { maxBodyBytes: 1000 } });
  client.create({ input: 'x'.repeat(2000) });
  expect((await client.closed).code).toBe(1009);
});

test('a connection that has lasted its time is told so and closed, with its turn ended first', async () => {
  const client = await connect({ stepMs: 10, limits: { socketLimitMs: 50 } });
  client.create({ input: 'Hi' });
  client.create({ input: 'Too late', stream_id: 'late' });
  expect((await client.turn()).at(-1)!.type).toBe('response.completed');
  const code = 'websocket_connection_limit_reached';
  expect(await client.next()).toMatchObject({ type: 'error', stream_id: 'late', error: { code } });
  expect(await client.next()).toMatchObject({ type: 'error', status: 400, error: { code } });
  expect(await client.closed).toEqual({ code: 1000, reason: code });
});

test('a client that does not answer pings is dropped', async () => {
  server = await startServer({ limits: { pingMs: 5 } });
  const client = await new SocketClient(server.url, { autoPong: false }).open();
  expect((await client.closed).code).toBe(1006);
});

test('closing the server lets a turn end, and closes connections that have none at once', async () => {
  const client = await connect({ stepMs: 5 });
  const idle = await new SocketClient(server.url).open();
  client.create({ input: 'Hi' });
  await client.next();
  const closed = server.close(10_000);
  expect(await idle.closed).toEqual({ code: 1001, reason: 'server_shutting_down' });
  client.create({ input: 'One more' });
  expect(await client.next()).toBeDefined();
  const [refused, ended] = [await client.turn(), await client.turn()];
  expect([refused.at(-1)!.type, ended.at(-1)!.type].sort()).toEqual([
    'error',
    'response.completed',
  ]);
  expect((await client.closed).code).toBe(1001);
  await closed;
});

test('closing the server stops a turn that does not end, in one frame', async () => {
  const client = await connect(endless().options);
  client.create({ input: 'Hi' });
  await client.next();
  const closed = server.close(20);
  expect((await client.turn()).at(-1)).toMatchObject({
    type: 'response.failed',
    response: { status: 'failed', error: { code: 'server_shutting_down' } },
  });
  expect(await client.next()).toBeUndefined();
  await closed;
});
