import { accumulate, parseEvent, type ResponseResource } from '@antiphon/protocol';
import { describe, expect, test } from 'vitest';
import {
  contractFaults,
  eventFaults,
} from '../../../../packages/protocol/test/open-responses-contract.ts';
import type { Superset } from '../../../../packages/protocol/test/supersets.ts';
import { model, serveScript } from '../clients/serve-script.ts';
import { readEvents, type WireEvent } from './read-events.ts';
import { Socket } from './socket.ts';

/** Whatever a model does, the contract allows what comes over every wire, and it tells what is stored. */
const server = serveScript();

const tool = {
  type: 'function',
  name: 'get_weather',
  parameters: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] },
};

interface Sequence {
  readonly name: string;
  readonly request: object;
  readonly status?: ResponseResource['status'];
  /** What the request asks for beyond the contract. */
  readonly beyond?: readonly Superset[];
}

const sequences: readonly Sequence[] = [
  { name: 'a text', request: { input: 'say Hello!' } },
  { name: 'a text with logprobs', request: { input: 'say né', top_logprobs: 2 } },
  { name: 'thoughts and a text', request: { input: 'think', reasoning: { summary: 'auto' } } },
  { name: 'thoughts and a call', request: { input: 'the weather in Rome', tools: [tool] } },
  { name: 'two calls', request: { input: 'the weather in Oslo and Rome', tools: [tool] } },
  {
    name: 'a call that is forced',
    request: { input: 'the weather in Rome', tools: [tool], tool_choice: 'required' },
  },
  {
    name: 'one call of two that may be made',
    request: { input: 'weather in Oslo and Rome', tools: [tool], parallel_tool_calls: false },
  },
  { name: 'several answers', request: { input: 'think', n: 3 } },
  {
    name: 'an object of a schema',
    request: { input: 'extract', text: { format: { type: 'json_schema', name: 'p', schema: {} } } },
    beyond: ['json-schema-echo'],
  },
  {
    name: 'a call of a custom tool',
    request: { input: 'patch README', tools: [{ type: 'custom', name: 'apply_patch' }] },
    beyond: ['custom-tool'],
  },
  {
    name: 'a text that is cut off',
    request: { input: 'say Hello!', max_output_tokens: 3 },
    status: 'incomplete',
  },
  {
    name: 'thoughts that are cut off',
    request: { input: 'think', max_output_tokens: 7 },
    status: 'incomplete',
  },
  {
    name: 'a call that is cut off',
    request: { input: 'the weather in Rome', tools: [tool], max_output_tokens: 80 },
    status: 'incomplete',
  },
  { name: 'a stop string', request: { input: 'say Hello!', stop: ['l'] } },
  { name: 'a failure within a text', request: { input: 'break' }, status: 'failed' },
  { name: 'a failure before anything', request: { input: 'no rule fits' }, status: 'failed' },
];

describe.each(sequences)('$name', (sequence) => {
  const body = { model, ...sequence.request };

  test('is streamed', async () => {
    await expectTold(await readEvents(await post({ ...body, stream: true })), sequence);
  });

  test('comes over a socket', async () => {
    const socket = await Socket.open(server.url);
    await expectTold(await socket.turn(body), sequence);
    socket.close();
  });

  test('comes whole, and is replayed', async () => {
    const response: ResponseResource = JSON.parse(await (await post(body)).text());
    await expectTold(await replay(response.id), sequence);
  });

  test('is followed in the background', async () => {
    const queued = await post({ ...body, background: true });
    const response: ResponseResource = JSON.parse(await queued.text());
    expect(contractFaults('ResponseResource', response, sequence.beyond)).toEqual([]);
    await expectTold(await replay(response.id), sequence);
  });
});

function post(body: object): Promise<Response> {
  return fetch(`${server.url}/responses`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
}

async function replay(id: string): Promise<WireEvent[]> {
  return readEvents(await fetch(`${server.url}/responses/${id}?stream=true`));
}

/** Every event is one of the contract's, and together they tell the response that is stored. */
async function expectTold(
  events: readonly WireEvent[],
  { status = 'completed', beyond }: Sequence,
): Promise<void> {
  expect(events.flatMap((event) => eventFaults(event, beyond))).toEqual([]);
  const told = await accumulate(events.map(parseEvent));
  expect(told.status).toBe(status);
  const stored = await (await fetch(`${server.url}/responses/${told.id}`)).text();
  expect(JSON.parse(stored)).toEqual(told);
  expect(contractFaults('ResponseResource', told, beyond)).toEqual([]);
}
