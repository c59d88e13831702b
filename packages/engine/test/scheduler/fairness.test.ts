import type { StepItem } from '@antiphon/backend';
import { expect, test } from 'vitest';
import { Scheduler } from '../../src/scheduler/scheduler.ts';
import { HashModel } from './hash-model.ts';
import { draw, promptOf } from './requests.ts';

test('a tenant with one request does not wait for all of another’s', async () => {
  const scheduler = new Scheduler(new HashModel({ maxSequences: 2, endOfTurnLogit: -100 }));
  const ended: string[] = [];
  const request = async (tenant: string, seed: number) => {
    await draw(scheduler, { prompt: promptOf(10, seed), tenant });
    ended.push(tenant);
  };
  const many = Array.from({ length: 20 }, (_, index) => request('many', index));
  await Promise.all([...many, request('one', 99)]);
  expect(ended.indexOf('one')).toBeLessThan(5);
});

test('prompts of several tenants are read in turns', async () => {
  const readers: number[] = [];
  const model = new HashModel({
    onStep: (items) => readers.push(...items.map(({ tokens }) => tokens[0]!)),
  });
  const scheduler = new Scheduler(model, { prefillChunk: 10 });
  // Each prompt is one token again and again, which tells whose piece it is.
  const prompts = [1, 2, 3].map((token) => new Array<number>(50).fill(token));
  await Promise.all(
    prompts.map((prompt) => draw(scheduler, { prompt, tenant: `${prompt[0]}`, maxTokens: 1 })),
  );
  expect(readers).toEqual([1, 2, 3, 1, 2, 3, 1, 2, 3, 1, 2, 3, 1, 2, 3]);
});

test('every step of a stream goes on while prompts are read beside it', async () => {
  const chunks: number[] = [];
  const isStream = ({ tokens, logits }: StepItem) => tokens.length === 1 && logits === 'last';
  let hasStream = false;
  const model = new HashModel({
    endOfTurnLogit: -100,
    onStep: (items) => {
      if (hasStream) expect(items.some(isStream)).toBe(true);
      hasStream ||= items.some(isStream);
      if (hasStream) chunks.push(items.filter((item) => !isStream(item)).length);
    },
  });
  const scheduler = new Scheduler(model);
  const stream = draw(scheduler, { prompt: [1, 2], maxTokens: 200 });
  const prompts = [1, 2, 3, 4].map((seed) =>
    draw(scheduler, { prompt: promptOf(300, seed), maxTokens: 1, tenant: `${seed % 2}` }),
  );
  await Promise.race([stream, Promise.all(prompts)]);
  hasStream = false;
  await Promise.all([stream, ...prompts]);
  expect(Math.max(...chunks)).toBe(1);
});

test('the oldest answer keeps its room, and who gave way ends too', async () => {
  const model = new HashModel({ maxSequences: 8, maxCachedTokens: 400, endOfTurnLogit: -100 });
  const scheduler = new Scheduler(model);
  const ended: number[] = [];
  await Promise.all(
    [0, 1, 2, 3, 4, 5].map(async (seed) => {
      await draw(scheduler, { prompt: promptOf(20, seed), maxTokens: 300 });
      ended.push(seed);
    }),
  );
  expect(scheduler.statistics.preemptions).toBeGreaterThan(0);
  expect(ended[0]).toBe(0);
  expect(ended.toSorted()).toEqual([0, 1, 2, 3, 4, 5]);
});
