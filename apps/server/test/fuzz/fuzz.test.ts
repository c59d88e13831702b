import { randomBytes } from 'node:crypto';
import { createModelDirectory, createScriptedModel } from '@antiphon/backend';
import { createLocalModel } from '@antiphon/engine';
import { createResponseService } from '@antiphon/responses';
import { openSqliteStore } from '@antiphon/store';
import { expect, test, vi } from 'vitest';
import { createApp } from '../../src/index.ts';
import {
  compactBodies,
  conversationBodies,
  conversationItems,
  conversationUpdates,
  countBodies,
  createBodies,
} from './bodies.ts';
import { mutate, mutateText } from './mutate.ts';
import { Random } from './random.ts';

/** How many bodies are tried; the long run sets 20,000. */
const COUNT = Number(process.env.ANTIPHON_FUZZ ?? 3000);
const SEED = Number(process.env.ANTIPHON_FUZZ_SEED ?? 1);

/** No request here takes a hundredth of it. */
const HANG_MS = 20_000;

/** Replies that tell a client what is wrong with its request. */
const REFUSALS = [400, 404, 413];

const targets = [
  ...createBodies.map((body) => ({ path: '/v1/responses', body })),
  ...compactBodies.map((body) => ({ path: '/v1/responses/compact', body })),
  ...countBodies.map((body) => ({ path: '/v1/responses/input_tokens', body })),
  ...conversationBodies.map((body) => ({ path: '/v1/conversations', body })),
  ...conversationUpdates.map((body) => ({ path: '/v1/conversations/CONVERSATION', body })),
  ...conversationItems.map((body) => ({ path: '/v1/conversations/CONVERSATION/items', body })),
];

async function start() {
  const model = createLocalModel(createScriptedModel(() => 'Yes.', { contextLength: 20_000 }));
  const models = createModelDirectory([model]);
  const responses = createResponseService({
    store: openSqliteStore(':memory:'),
    models,
    sealingKey: randomBytes(32),
  });
  const app = createApp({ responses, models, shutdown: new AbortController().signal });
  const post = async (path: string, body: object) => {
    const headers = { 'content-type': 'application/json' };
    const reply = await app.request(path, { method: 'POST', headers, body: JSON.stringify(body) });
    return (await reply.json()) as { id: string; output: { id: string }[] };
  };
  const response = await post('/v1/responses', { input: 'Hi' });
  const conversation = await post('/v1/conversations', {});
  // So that what is changed in a body is not hidden behind an id that nobody knows.
  const known = (text: string) =>
    text
      .replaceAll('"resp_0"', JSON.stringify(response.id))
      .replaceAll('"msg_0"', JSON.stringify(response.output[0]!.id))
      .replaceAll('"conv_0"', JSON.stringify(conversation.id))
      .replaceAll('CONVERSATION', conversation.id);
  return { app, known };
}

test(
  `${COUNT} mutated bodies on all routes are answered, or refused with what is wrong with them`,
  async () => {
    const log = vi.spyOn(console, 'error');
    const { app, known } = await start();
    const random = new Random(SEED);
    const counts = new Map<number, number>();
    for (let count = 0; count < COUNT; count++) {
      const { path, body } = random.pick(targets);
      const whole = JSON.stringify(body);
      const isBroken = random.below(8) === 0;
      const text = known(
        isBroken ? mutateText(whole, random) : JSON.stringify(mutate(JSON.parse(whole), random)),
      );
      const hang = AbortSignal.timeout(HANG_MS);
      const reply = await app.request(known(path), {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: text,
        signal: hang,
      });
      const answer = await reply.text();
      counts.set(reply.status, (counts.get(reply.status) ?? 0) + 1);
      const context = `${path} ${text.slice(0, 2000)}\n→ ${reply.status} ${answer.slice(0, 500)}`;
      expect(hang.aborted, context).toBe(false);
      if (reply.status === 200) expectWhole(answer, context);
      else expectRefusal(reply.status, answer, context);
    }
    expect(log).not.toHaveBeenCalled();
    expect([...counts.keys()]).toEqual(expect.arrayContaining([200, 400]));
  },
  COUNT * 100,
);

/** A response that was made says so itself; that it failed would be a fault that no check has caught. */
function expectWhole(answer: string, context: string): void {
  expect(answer, context).not.toContain('"status":"failed"');
  if (answer.startsWith('event: ')) expect(answer, context).toMatch(/data: \[DONE\]\n\n$/);
  else expect(JSON.parse(answer), context).toHaveProperty('object');
}

function expectRefusal(status: number, answer: string, context: string): void {
  expect(REFUSALS, context).toContain(status);
  const { error } = JSON.parse(answer);
  const text = expect.any(String);
  expect(error, context).toEqual({ message: text, type: text, param: text, code: text });
  const whole =
    ['invalid_json', 'unknown_path'].includes(error.code) || /^the body/.test(error.message);
  if (!whole) expect(error.param, context).not.toBe('');
  expect(error.message.length, context).toBeGreaterThan(5);
  expect(error.message.length, context).toBeLessThan(2000);
}
