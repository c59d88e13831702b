import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type LogitsModel, loadModel } from '@antiphon/backend';
import { modelFolder } from '@antiphon/embedded-model';
import { shapes, writeModel } from '@antiphon/model-writer';
import { createSampler } from '@antiphon/sampler';
import { afterAll, expect, test } from 'vitest';
import { Scheduler } from '../../src/scheduler/scheduler.ts';
import { createRandom } from './requests.ts';

/** On a machine that is busy with other things. */
const LONGEST_MS = 60_000;

const folder = await mkdtemp(join(tmpdir(), 'antiphon-'));

afterAll(() => rm(folder, { recursive: true }));

async function openTiny(dtype: 'fp32' | 'q4' | 'int8'): Promise<LogitsModel> {
  await writeModel(join(folder, dtype), { shape: shapes.tiny, dtype });
  return loadModel(join(folder, dtype), { dtype: dtype === 'int8' ? 'q8' : dtype });
}

const models: Record<string, () => Promise<LogitsModel>> = {
  'the embedded model': () => loadModel(modelFolder),
  'a model of floats': () => openTiny('fp32'),
  'a model of 8-bit weights': () => openTiny('int8'),
  'a model of 4-bit weights': () => openTiny('q4'),
};

const random = createRandom(11);

/** Half of them greedy, half of them seeded; some begin alike. */
const questions = Array.from({ length: 16 }, (_, index) => ({
  system: 'You are a helpful assistant. '.repeat(1 + (index % 5) * 3),
  user: `Say something about the number ${random(1000)}, please.`,
  temperature: index % 2,
  seed: index,
  tenant: `tenant ${index % 3}`,
}));

type Question = (typeof questions)[number];

async function answer(
  model: LogitsModel,
  scheduler: Scheduler,
  question: Question,
): Promise<number[]> {
  const { system, user, temperature, seed, tenant } = question;
  const prompt = model.tokenizer.render({
    messages: [
      { role: 'system', content: system },
      { role: 'user', content: user },
    ],
  }).tokens;
  const { vocabularySize } = model.info;
  const sampler = createSampler({ temperature }, { vocabularySize, seed });
  sampler.prompt(prompt);
  const tokens: number[] = [];
  const choice = {
    sampler,
    matcher: undefined,
    maxTokens: 60,
    accept: (token: number) => tokens.push(token) > 0,
    finish: () => {},
  };
  const signal = new AbortController().signal;
  await scheduler.run({ tenant, prompt, choices: [choice], signal });
  return tokens;
}

test.each(Object.keys(models))(
  '%s gives every request the same tokens alone and in a batch of 16 that joins and leaves',
  async (name) => {
    const model = await models[name]!();
    const alone: number[][] = [];
    for (const question of questions) {
      const scheduler = new Scheduler(model);
      alone.push(await answer(model, scheduler, question));
      await scheduler.close();
    }
    const scheduler = new Scheduler(model, { prefillChunk: 40 });
    for (let round = 0; round < 2; round++) {
      const together = questions.map(async (question) => {
        await new Promise((resolve) => setTimeout(resolve, random(40)));
        return answer(model, scheduler, question);
      });
      expect(await Promise.all(together)).toEqual(alone);
    }
    expect(scheduler.statistics.cacheHits).toBeGreaterThan(0);
    await scheduler.close();
    await model.close();
  },
  LONGEST_MS,
);
