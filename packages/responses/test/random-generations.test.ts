import { createModelDirectory } from '@antiphon/backend';
import {
  parseCreateResponse,
  ResponseAccumulator,
  type ResponseEvent,
  type ResponseResource,
} from '@antiphon/protocol';
import { openSqliteStore } from '@antiphon/store';
import { expect, test } from 'vitest';
import { createResponseService, type ReasoningEvents } from '../src/index.ts';
import { createClockTool } from './clock-tool.ts';
import { createRandomModel, pick, seededRandom } from './random-model.ts';

const GENERATIONS = 2000;
const caller = { tenant: 'tenant' };
const never = new AbortController().signal;

const tools = [
  { type: 'function', name: 'look_up', parameters: { type: 'object' } },
  { type: 'custom', name: 'write' },
  { type: 'namespace', name: 'disk', tools: [{ type: 'function', name: 'read' }] },
  { type: 'test:clock' },
];

test(`of ${GENERATIONS} random generations, each stream is legal and tells what is stored`, async () => {
  const store = openSqliteStore(':memory:');
  const statuses = new Set<string>();
  for (let seed = 1; seed <= GENERATIONS; seed++) {
    const { events, response } = await generate(seed, store);
    const accumulator = new ResponseAccumulator();
    for (const event of events) accumulator.add(event);
    expectSame(seed, accumulator, response);
    const key = { ...caller, id: response.id };
    expect(await store.get(key), `stored of seed ${seed}`).toEqual(response);
    const logged = await Array.fromAsync(store.events(key, -1, never));
    expect(logged, `log of seed ${seed}`).toEqual(events);
    statuses.add(response.status);
  }
  expect(statuses).toEqual(new Set(['completed', 'incomplete', 'failed', 'cancelled']));
}, 120_000);

async function generate(
  seed: number,
  store: ReturnType<typeof openSqliteStore>,
): Promise<{ events: readonly ResponseEvent[]; response: ResponseResource }> {
  const random = seededRandom(seed);
  const abort = new AbortController();
  const end = pick(['none', 'none', 'failure', 'cancel'], random);
  let left = Math.floor(random() * 30);
  const model = createRandomModel({
    random,
    beforeDelta() {
      if (left-- !== 0 || end === 'none') return;
      if (end === 'failure') throw new Error('out of order');
      abort.abort();
    },
  });
  const service = createResponseService({
    store,
    models: createModelDirectory([model]),
    hostedTools: [createClockTool()],
    reasoningEvents: pick<ReasoningEvents>(['summary', 'reasoning_text', 'reasoning'], random),
  });
  const body = {
    input: 'Hi',
    ...pick([{ tools }, { tools: tools.slice(0, 3), n: 3 }, { n: 2 }, {}], random),
    ...pick([{}, { logprobs: true }, { max_tool_calls: 1 }], random),
    ...pick([{}, { reasoning: { summary: 'concise' } }], random),
    ...pick([{}, { include: ['reasoning.encrypted_content'] }], random),
    ...pick([{}, { stream_options: { include_obfuscation: true } }], random),
  };
  const running = await service.create(parseCreateResponse(body), caller, abort.signal);
  const events = await Array.fromAsync(running.events);
  const response = await running.done;
  await service.close();
  return { events, response };
}

function expectSame(
  seed: number,
  accumulator: ResponseAccumulator,
  response: ResponseResource,
): void {
  const told = accumulator.response;
  if (response.status !== 'cancelled') {
    expect(accumulator.isEnded, `end of seed ${seed}`).toBe(true);
    expect(told, `stream of seed ${seed}`).toEqual(response);
    return;
  }
  expect(accumulator.isEnded, `end of seed ${seed}`).toBe(false);
  expect(told?.output, `stream of seed ${seed}`).toEqual(response.output);
}
