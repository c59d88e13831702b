import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import { Scheduler } from '../../src/scheduler/scheduler.ts';
import { HashModel } from './hash-model.ts';
import { createRandom, draw, promptOf } from './requests.ts';

setFlagsFromString('--expose-gc');
const collectGarbage: () => void = runInNewContext('gc');

/** Bytes in use after so many requests of ever new tenants and prompts. */
async function heapAfter(scheduler: Scheduler, requests: number, seed: number): Promise<number> {
  const random = createRandom(seed);
  for (let batch = 0; batch < requests / 10; batch++) {
    await Promise.all(
      Array.from({ length: 10 }, () => {
        const prompt = promptOf(20 + random(40), random(2 ** 30));
        const tenant = `tenant ${random(2 ** 30)}`;
        return draw(scheduler, { prompt, tenant, maxTokens: 2 });
      }),
    );
  }
  collectGarbage();
  return process.memoryUsage().heapUsed;
}

test('what was drawn leaves nothing behind but what is kept within the bound', async () => {
  const model = new HashModel({ maxSequences: 16 });
  const scheduler = new Scheduler(model);
  await heapAfter(scheduler, 1000, 1);
  const before = await heapAfter(scheduler, 500, 2);
  const after = await heapAfter(scheduler, 3000, 3);
  expect((after - before) / 3000).toBeLessThan(100);
  expect(model.sequences.size).toBeLessThanOrEqual(16);
}, 60_000);
