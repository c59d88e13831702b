import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readEvents, type WireEvent } from '../compliance/read-events.ts';
import { Socket } from '../compliance/socket.ts';
import { model, serveScript } from './serve-script.ts';

/**
 * What Codex 0.169.0 sends, with its texts cut short: the program itself is too large to be fetched for tests. `web_search` is
 * disabled in its configuration.
 */
interface Recorded {
  readonly instructions: readonly object[];
  readonly context: readonly object[];
  readonly settings: object;
}

const recorded: Recorded = JSON.parse(
  readFileSync(new URL('fixtures/codex.json', import.meta.url), 'utf8'),
);
const server = serveScript();

interface Item {
  readonly type: string;
  readonly call_id?: string;
  readonly arguments?: string;
  readonly content?: readonly { readonly text: string }[];
}

/** The items as Codex reads them: it looks at nothing but `response.output_item.done`. */
function itemsOf(events: readonly (WireEvent & { readonly item?: Item })[]): Item[] {
  return events.flatMap(({ type, item }) =>
    type === 'response.output_item.done' && item ? [item] : [],
  );
}

function user(text: string): object {
  return { type: 'message', role: 'user', content: [{ type: 'input_text', text }] };
}

function outputOf(call: Item | undefined): object {
  const output = 'Process exited with code 0\nOutput:\nhello from the shell\n';
  return { type: 'function_call_output', call_id: call?.call_id, output };
}

async function post(input: readonly object[]): Promise<Item[]> {
  const reply = await fetch(`${server.url}/responses`, {
    method: 'POST',
    headers: { accept: 'text/event-stream', 'content-type': 'application/json' },
    body: JSON.stringify({ ...recorded.settings, model, input }),
  });
  const events = await readEvents(reply);
  expect(events.at(-1)!.type).toBe('response.completed');
  return itemsOf(events);
}

test('over HTTP it sends back all that came, and gets an answer to what its tool gave', async () => {
  const input = [...recorded.instructions, ...recorded.context, user('run echo hello')];
  const called = await post(input);
  expect(called).toMatchObject([
    { type: 'reasoning', encrypted_content: expect.any(String) },
    { type: 'function_call', name: 'exec_command', arguments: '{"cmd":"echo hello"}' },
  ]);
  // Codex fills what an item lacks with null.
  const replayed = called.map((item) => ({ content: null, ...item }));
  const answered = await post([...input, ...replayed, outputOf(called[1])]);
  expect(answered).toMatchObject([{ content: [{ text: 'The shell said hello.' }] }]);
});

test('over a socket it warms up, and sends only what is new', async () => {
  const socket = await Socket.open(server.url);
  const turn = (fields: object) => socket.turn({ ...recorded.settings, model, ...fields });
  const warm = await turn({ input: recorded.instructions, generate: false });
  expect(warm.at(-1)!).toMatchObject({ type: 'response.completed', response: { output: [] } });
  const called = await turn({
    previous_response_id: warm.at(-1)!.response!.id,
    input: [...recorded.context, user('run echo hello')],
  });
  const answered = await turn({
    previous_response_id: called.at(-1)!.response!.id,
    input: [outputOf(itemsOf(called).find(({ type }) => type === 'function_call'))],
  });
  expect(itemsOf(answered)).toMatchObject([{ content: [{ text: 'The shell said hello.' }] }]);
  socket.close();
});

test('a call of a tool in a namespace names both', async () => {
  const [call] = await post([...recorded.instructions, user('close agent_1')]);
  expect(call).toMatchObject({
    type: 'function_call',
    namespace: 'multi_agent_v1',
    name: 'close_agent',
    arguments: '{"target":"agent_1"}',
  });
});
