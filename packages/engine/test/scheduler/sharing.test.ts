import { expect, test } from 'vitest';
import { Scheduler } from '../../src/scheduler/scheduler.ts';
import { HashModel, type HashModelOptions } from './hash-model.ts';
import { draw, drawAlone, promptOf } from './requests.ts';

function setUp(options: HashModelOptions = {}) {
  const model = new HashModel({ endOfTurnLogit: -100, ...options });
  return { model, scheduler: new Scheduler(model) };
}

test('the next turn of a conversation runs only what is new', async () => {
  const { model, scheduler } = setUp();
  const prompt = promptOf(1000, 1);
  const first = await draw(scheduler, { prompt });
  expect(first.cachedTokens).toBe(0);
  const before = model.runTokens;
  const next = [...prompt, ...first.answers[0]!.tokens, ...promptOf(30, 2)];
  const second = await draw(scheduler, { prompt: next });
  expect(second.cachedTokens).toBe(1015);
  expect(model.runTokens - before).toBe(next.length - 1015 + 15);
  expect(second.answers).toEqual(await drawAlone({ prompt: next }, { endOfTurnLogit: -100 }));
  expect(scheduler.statistics.cacheEntries).toBe(1);
});

test('the same prompt again runs its last two tokens, and keeps the first answer', async () => {
  const { scheduler } = setUp();
  const prompt = promptOf(100, 1);
  const first = await draw(scheduler, { prompt, seed: 1 });
  const second = await draw(scheduler, { prompt, seed: 2 });
  expect(second.cachedTokens).toBe(98);
  const chain = [...prompt, ...first.answers[0]!.tokens, 1, 2];
  expect((await draw(scheduler, { prompt: chain })).cachedTokens).toBe(115);
});

test('tenants share no prefix', async () => {
  const { scheduler } = setUp();
  const prompt = promptOf(100, 1);
  await draw(scheduler, { prompt, tenant: 'one' });
  expect((await draw(scheduler, { prompt, tenant: 'other' })).cachedTokens).toBe(0);
});

test('requests of one system prompt that come together run it once', async () => {
  const { model, scheduler } = setUp();
  const system = promptOf(500, 1);
  const outcomes = await Promise.all(
    [1, 2, 3, 4, 5, 6].map((seed) =>
      draw(scheduler, { prompt: [...system, ...promptOf(20, 10 + seed)], maxTokens: 1 }),
    ),
  );
  expect(outcomes.map(({ cachedTokens }) => cachedTokens)).toEqual([0, 500, 500, 500, 500, 500]);
  expect(model.runTokens).toBe(500 + 6 * 20);
});

test('the choices of a request are drawn from one prompt', async () => {
  const { model, scheduler } = setUp();
  const { answers, cachedTokens, outputTokens } = await draw(scheduler, {
    prompt: promptOf(500, 1),
    choices: 4,
    maxTokens: 10,
  });
  expect([cachedTokens, outputTokens]).toEqual([0, 40]);
  expect(new Set(answers.map(({ tokens }) => tokens.join())).size).toBe(4);
  expect(model.runTokens).toBe(500 + 3 * 2 + 4 * 9);
});

test('more choices than the model has sequences are drawn all the same', async () => {
  const { scheduler } = setUp({ maxSequences: 2 });
  const { answers } = await draw(scheduler, { prompt: promptOf(50, 1), choices: 7 });
  const alone = await drawAlone({ prompt: promptOf(50, 1), choices: 7 }, { endOfTurnLogit: -100 });
  expect(answers).toEqual(alone);
});

test('who waits for a prefix that another runs gets on when that one is called off', async () => {
  const prompt = promptOf(2000, 1);
  const controller = new AbortController();
  let steps = 0;
  const onStep = () => {
    if (++steps === 3) controller.abort(new Error('called off'));
  };
  const { scheduler } = setUp({ onStep });
  const first = draw(scheduler, { prompt, signal: controller.signal });
  const second = draw(scheduler, { prompt });
  await expect(first).rejects.toThrow('called off');
  expect((await second).outputTokens).toBe(16);
});

test('models that cannot fork run every choice’s prompt, and take over what is idle', async () => {
  const { model, scheduler } = setUp({ can: { fork: false } });
  const prompt = promptOf(100, 1);
  await draw(scheduler, { prompt, choices: 3, maxTokens: 2 });
  expect(model.runTokens).toBe(3 * 101);
  expect((await draw(scheduler, { prompt: [...prompt, 1, 2, 3] })).cachedTokens).toBe(100);
});

test('models that cannot truncate take over whole sequences only', async () => {
  const { scheduler } = setUp({ can: { truncate: false } });
  const prompt = promptOf(100, 1);
  const { answers } = await draw(scheduler, { prompt });
  expect((await draw(scheduler, { prompt })).cachedTokens).toBe(0);
  const next = [...prompt, ...answers[0]!.tokens, 1, 2, 3];
  expect((await draw(scheduler, { prompt: next })).cachedTokens).toBe(115);
});

test('what is kept has a bound, and none is kept where it is 0', async () => {
  const model = new HashModel({ endOfTurnLogit: -100, maxSequences: 32 });
  const scheduler = new Scheduler(model, { prefixCache: { maxTokens: 300 } });
  for (let seed = 0; seed < 20; seed++) {
    await draw(scheduler, { prompt: promptOf(100, seed), maxTokens: 1 });
    expect(model.heldTokens).toBeLessThanOrEqual(300);
  }
  expect(scheduler.statistics).toMatchObject({ cacheEntries: 3, cacheTokens: 300 });
  const without = new Scheduler(model, { prefixCache: { maxTokens: 0 } });
  await draw(without, { prompt: promptOf(100, 1) });
  expect(without.statistics.cacheEntries).toBe(0);
});

test('where only prompts are kept, an answer is the same with and without what was kept', async () => {
  const kernels = { endOfTurnLogit: -100, isPortioned: true };
  const scheduler = new Scheduler(new HashModel(kernels), { prefixCache: { keepsAnswers: false } });
  let prompt = promptOf(100, 1);
  for (let turn = 0; turn < 5; turn++) {
    const { answers, cachedTokens } = await draw(scheduler, { prompt });
    expect(answers).toEqual(await drawAlone({ prompt }, kernels));
    expect(cachedTokens).toBe(turn === 0 ? 0 : prompt.length - 36);
    prompt = [...prompt, ...answers[0]!.tokens, ...promptOf(20, 2 + turn)];
  }
});

test('kept sequences make way for running ones', async () => {
  const { model, scheduler } = setUp({ maxSequences: 4, maxCachedTokens: 1000 });
  for (let seed = 0; seed < 4; seed++) await draw(scheduler, { prompt: promptOf(200, seed) });
  await Promise.all(
    [10, 11, 12].map((seed) => draw(scheduler, { prompt: promptOf(250, seed), maxTokens: 40 })),
  );
  expect(scheduler.statistics.preemptions).toBe(0);
  expect(model.peakTokens).toBeLessThanOrEqual(1000);
});
