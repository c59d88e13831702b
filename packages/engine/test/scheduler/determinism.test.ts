import { expect, test } from 'vitest';
import { Scheduler } from '../../src/scheduler/scheduler.ts';
import { drawSometime, randomRequests } from './crowd.ts';
import { HashModel, type HashModelOptions } from './hash-model.ts';
import { createRandom, drawAlone } from './requests.ts';

/** On a machine that is busy with other things. */
const LONGEST_MS = 60_000;

/** Kernels that round in another way where tokens are run in other portions, and answers of some length. */
const kernels: HashModelOptions = { isPortioned: true, endOfTurnLogit: 0 };

const models: Record<string, HashModelOptions> = {
  'much room': { ...kernels, maxSequences: 16 },
  'room for few tokens': { ...kernels, maxSequences: 16, maxCachedTokens: 450 },
  'room for few sequences': { ...kernels, maxSequences: 3 },
  'no copies': { ...kernels, maxSequences: 6, can: { fork: false } },
  'two lanes': { ...kernels, maxSequences: 8, can: { overlap: true } },
  'two lanes and room for few tokens': {
    ...kernels,
    maxSequences: 16,
    maxCachedTokens: 450,
    can: { overlap: true },
  },
  'two lanes of coupled tokens': {
    ...kernels,
    maxSequences: 6,
    can: { overlap: true, batch: false },
  },
  'no batches': { ...kernels, maxSequences: 6, maxCachedTokens: 900, can: { batch: false } },
};

test.each(Object.keys(models))(
  'with %s a request’s tokens are the same alone and in a crowd that joins and leaves',
  async (name) => {
    const options = models[name]!;
    const random = createRandom(1);
    const model = new HashModel({ ...options, turns: () => 1 + (random(3) && random(6)) });
    const scheduler = new Scheduler(model, { prefillChunk: 48 });
    const requests = randomRequests(80, model);
    const answers = await Promise.all(requests.map((request) => drawSometime(scheduler, request)));
    const { running, waiting } = scheduler.statistics;
    expect([running, waiting]).toEqual([0, 0]);
    await scheduler.close();
    expect(model.sequences.size).toBe(0);
    expect(model.misuse).toBeUndefined();
    for (const [index, answer] of answers.entries()) {
      const alone = { ...kernels, can: options.can ?? {} };
      if (answer) expect(answer).toEqual(await drawAlone(requests[index]!, alone));
    }
  },
  LONGEST_MS,
);

test('that crowd shares prefixes and has to make room', async () => {
  const model = new HashModel(models['room for few tokens']);
  const scheduler = new Scheduler(model, { prefillChunk: 48 });
  const requests = randomRequests(80, model);
  await Promise.all(requests.map((request) => drawSometime(scheduler, request)));
  expect(scheduler.statistics.preemptions).toBeGreaterThan(0);
  expect(scheduler.statistics.cacheHits).toBeGreaterThan(0);
});
