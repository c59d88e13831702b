import { setImmediate } from 'node:timers/promises';
import { ModelFaultError, type StepItem } from '@antiphon/backend';
import { expect, test } from 'vitest';
import { Scheduler } from '../../src/scheduler/scheduler.ts';
import { drawSometime, randomRequests } from './crowd.ts';
import { HashModel, type HashModelOptions } from './hash-model.ts';
import { createRandom, draw, drawAlone, grammarOf, promptOf } from './requests.ts';

/** On a machine that is busy with other things. */
const LONGEST_MS = 60_000;

const TURNS_PER_PIECE = 40;

const isRead = (items: readonly StepItem[]) => items.some(({ tokens }) => tokens.length > 1);

/** A model that can read and draw at once, and takes much longer for pieces of prompts. */
const lanes: HashModelOptions = {
  isPortioned: true,
  endOfTurnLogit: -100,
  can: { overlap: true },
  turns: (items) => (isRead(items) ? TURNS_PER_PIECE : 1),
};

/** Records what kind of step each was. */
function setUp(options: HashModelOptions = {}) {
  const steps: string[] = [];
  const model = new HashModel({
    ...lanes,
    onStep: (items) => steps.push(isRead(items) ? 'read' : `draw ${items.length}`),
    ...options,
  });
  return { model, steps, scheduler: new Scheduler(model) };
}

/** How many steps of the kind came after each one that reads, but for the first and the last. */
function drawsPerRead(steps: readonly string[], kind: string): number[] {
  const runs = steps
    .join()
    .split('read')
    .map((run) => run.split(kind).length - 1);
  return runs.slice(1, -1);
}

async function turns(count: number): Promise<void> {
  for (let turn = 0; turn < count; turn++) await setImmediate();
}

test('while long prompts are read, all that is drawn goes on in many steps for each piece', async () => {
  const { model, scheduler, steps } = setUp();
  const controller = new AbortController();
  const streams = [1, 2, 3].map((seed) =>
    draw(scheduler, {
      prompt: [seed, 1],
      seed,
      maxTokens: 4000,
      signal: controller.signal,
    }),
  );
  const ends = Promise.allSettled(streams);
  const prompts = [1, 2, 3, 4].map((seed) => promptOf(2000, seed));
  await turns(200);
  const start = steps.length;
  await Promise.all(prompts.map((prompt) => draw(scheduler, { prompt, maxTokens: 1 })));
  const draws = drawsPerRead(steps.slice(start), 'draw 3');
  expect(draws.length).toBeGreaterThan(4 * 14);
  expect(Math.min(...draws)).toBeGreaterThan(TURNS_PER_PIECE / 4);
  controller.abort();
  await ends;
  expect(model.misuse).toBeUndefined();
});

test('prompts of several tenants are read in turns beside what is drawn', async () => {
  const readers: number[] = [];
  const { scheduler } = setUp({
    onStep: (items) => {
      if (isRead(items)) readers.push(items[0]!.tokens[0]!);
    },
  });
  const stream = draw(scheduler, { prompt: [9, 9], maxTokens: 1000 });
  await turns(60);
  // Each prompt is one token again and again, which tells whose piece it is.
  const prompts = [1, 2, 3].map((token) => new Array<number>(384).fill(token));
  await Promise.all(
    prompts.map((prompt) => draw(scheduler, { prompt, tenant: `${prompt[0]}`, maxTokens: 1 })),
  );
  expect(readers).toEqual([9, 1, 2, 3, 1, 2, 3, 1, 2, 3]);
  await stream;
});

test('forced text of several tokens takes turns with the pieces of prompts', async () => {
  const { model, scheduler, steps } = setUp();
  const grammar = grammarOf(model, '([ab] and this has to follow it, )+');
  const request = { prompt: [1, 2], grammar, maxTokens: 400 };
  const forced = draw(scheduler, request);
  const long = draw(scheduler, { prompt: promptOf(2000, 1), maxTokens: 1 });
  const { answers } = await forced;
  const before = steps.length;
  await long;
  expect(answers).toEqual(await drawAlone(request, lanes));
  // Each of them needs about sixteen: neither has waited for all of the other.
  expect(steps.length - before).toBeLessThan(16);
  expect(model.misuse).toBeUndefined();
});

test('a prompt of one token comes in beside what is drawn', async () => {
  const { model, scheduler } = setUp();
  const stream = draw(scheduler, { prompt: [1, 2], maxTokens: 50 });
  await turns(60);
  const { answers } = await draw(scheduler, { prompt: [3], maxTokens: 5 });
  expect(answers).toEqual(await drawAlone({ prompt: [3], maxTokens: 5 }, lanes));
  await stream;
  expect(model.misuse).toBeUndefined();
});

test('a prompt that makes the model fail fails alone, and what is drawn beside it runs nothing again', async () => {
  const isFaulty = ({ tokens }: StepItem) => Array.prototype.includes.call(tokens, 255);
  const { model, scheduler } = setUp({ isFaulty });
  const request = { prompt: [1, 2], maxTokens: 300, sampling: { logitBias: { 255: -100 } } };
  const stream = draw(scheduler, request);
  await turns(60);
  const poisoned = new Array<number>(200).fill(7).with(150, 255);
  await expect(draw(scheduler, { prompt: poisoned })).rejects.toThrow(ModelFaultError);
  expect((await stream).answers).toEqual(await drawAlone(request, lanes));
  expect(model.runTokens).toBe(2 + 299 + 128);
});

test('a step that fails beside a prompt leaves what was read of it', async () => {
  let failures = 0;
  const isFaulty = ({ tokens }: StepItem) =>
    tokens.length === 1 && tokens[0] === 255 && !!++failures;
  const { model, scheduler } = setUp({ isFaulty });
  const sampling = { logitBias: { 255: -100 } };
  const prompt = new Array<number>(1000).fill(7);
  const other = { prompt: [3, 4], maxTokens: 300, sampling };
  const streams = [
    draw(scheduler, { prompt: [1, 2], sampling: { logitBias: { 255: 4 } }, maxTokens: 3000 }),
    draw(scheduler, other),
  ];
  const reader = draw(scheduler, { prompt, maxTokens: 2, sampling });
  await expect(streams[0]).rejects.toThrow(ModelFaultError);
  expect((await streams[1]!).answers).toEqual(await drawAlone(other, lanes));
  await reader;
  expect(failures).toBeGreaterThan(0);
  expect(model.misuse).toBeUndefined();
  const read = scheduler.statistics.promptTokens;
  // Of the streams that failed together the sequences were lost, of the reader it was not.
  expect(read).toBe(1000 + 2 + 2 + 2 + 2);
});

test('where there is little room, what both lanes append counts', async () => {
  const { model, scheduler } = setUp({ maxCachedTokens: 560 });
  const requests = [2, 2, 300].map((length, seed) => ({
    prompt: promptOf(length, seed),
    maxTokens: 200,
  }));
  const streams = requests.slice(0, 2).map((request) => draw(scheduler, request));
  await turns(60);
  const outcomes = await Promise.all([...streams, draw(scheduler, requests[2]!)]);
  for (const [index, { answers }] of outcomes.entries()) {
    expect(answers).toEqual(await drawAlone(requests[index]!, lanes));
  }
  expect(scheduler.statistics.preemptions).toBeGreaterThan(0);
  expect(model.misuse).toBeUndefined();
});

test('an aborted prompt ends at once, and its sequence is given back after its piece', async () => {
  const { model, scheduler, steps } = setUp();
  const stream = draw(scheduler, { prompt: [1, 2], maxTokens: 400 });
  const controller = new AbortController();
  const reader = draw(scheduler, { prompt: promptOf(3000, 1), signal: controller.signal });
  await turns(100);
  controller.abort(new Error('called off'));
  const reads = steps.filter((step) => step === 'read').length;
  await expect(reader).rejects.toThrow('called off');
  await stream;
  expect(steps.filter((step) => step === 'read')).toHaveLength(reads);
  expect(scheduler.statistics.running).toBe(0);
  expect(model.misuse).toBeUndefined();
});

test('closing ends what is under way in both lanes', async () => {
  const { model, scheduler } = setUp();
  const requests = [2, 3, 2000, 2000].map((length, seed) =>
    draw(scheduler, { prompt: promptOf(length, seed), maxTokens: 1000 }),
  );
  const ends = Promise.allSettled(requests);
  await turns(150);
  await scheduler.close();
  expect((await ends).map(({ status }) => status)).toEqual(new Array(4).fill('rejected'));
  expect(model.sequences.size).toBe(0);
  expect(model.misuse).toBeUndefined();
});

test.each(Array.from({ length: 12 }, (_, seed) => seed))(
  'every request of random crowd %i comes to its end, with faults and little room',
  async (seed) => {
    const random = createRandom(seed);
    const can = { overlap: true, fork: random(3) > 0, batch: random(4) > 0 };
    const model = new HashModel({
      isPortioned: true,
      endOfTurnLogit: 0,
      can,
      maxSequences: 2 + random(14),
      maxCachedTokens: 450 + random(2000),
      turns: ([item]) => 1 + random(item!.tokens.length > 1 ? 20 : 3),
      isFaulty: () => random(400) === 0,
      namesCulprits: random(2) === 0,
    });
    const scheduler = new Scheduler(model, { prefillChunk: 16 + random(200) });
    const requests = randomRequests(40, model, seed);
    const outcomes = await Promise.allSettled(
      requests.map((request) => drawSometime(scheduler, request)),
    );
    const { running, waiting } = scheduler.statistics;
    expect([running, waiting]).toEqual([0, 0]);
    await scheduler.close();
    expect([model.sequences.size, model.misuse]).toEqual([0, undefined]);
    for (const [index, outcome] of outcomes.entries()) {
      if (outcome.status === 'rejected') expect(outcome.reason).toBeInstanceOf(ModelFaultError);
      else if (outcome.value) {
        const alone = { isPortioned: true, endOfTurnLogit: 0, can };
        expect(outcome.value).toEqual(await drawAlone(requests[index]!, alone));
      }
    }
  },
  LONGEST_MS,
);
