import { expect, test } from 'vitest';
import { Scheduler } from '../../src/scheduler/scheduler.ts';
import { HashModel, type HashModelOptions } from './hash-model.ts';
import { draw, drawAlone, grammarOf, promptOf, type Request } from './requests.ts';

const kernels: HashModelOptions = { endOfTurnLogit: -100 };

/** Draws what repeats itself: only these few tokens are likely. */
const repetitive: Request = {
  prompt: [...promptOf(30, 1), 5, 6, 5, 6],
  maxTokens: 120,
  sampling: { logitBias: { 5: 12, 6: 12 } },
};

async function speculate(request: Request, options = kernels) {
  const model = new HashModel(options);
  const scheduler = new Scheduler(model, { speculation: 'prompt-lookup' });
  const { answers } = await draw(scheduler, request);
  return { answers, model, scheduler, statistics: scheduler.statistics };
}

test('guessing changes nothing in what is drawn, and saves steps', async () => {
  const { answers, model, statistics } = await speculate(repetitive);
  expect(answers).toEqual(await drawAlone(repetitive, kernels));
  expect(statistics.acceptedTokens).toBeGreaterThan(10);
  expect(statistics.draftedTokens).toBeGreaterThan(statistics.acceptedTokens);
  expect(model.steps).toBeLessThan(115);
});

test('guesses obey the grammar and its forced text', async () => {
  const grammar = grammarOf(new HashModel(), '((ab|cd)x{3},){9}');
  const request = { prompt: [...Buffer.from('abxxx,cdxxx,abxxx,')], grammar, maxTokens: 60 };
  for (let seed = 0; seed < 20; seed++) {
    const { answers } = await speculate({ ...request, seed });
    expect(answers).toEqual(await drawAlone({ ...request, seed }, kernels));
  }
});

test('an answer that ends in the middle of a guess leaves its own tokens behind, and no others', async () => {
  for (let maxTokens = 1; maxTokens < 40; maxTokens++) {
    const { answers, scheduler } = await speculate({ ...repetitive, maxTokens });
    const next = { prompt: [...repetitive.prompt, ...answers[0]!.tokens, 7, 8, 9] };
    const second = await draw(scheduler, next);
    expect(second.cachedTokens).toBeGreaterThan(30);
    expect(second.answers).toEqual(await drawAlone(next, kernels));
  }
});

test('a request that is called off in the middle of a guess leaves no wrong tokens behind', async () => {
  for (let patience = 1; patience < 40; patience++) {
    const controller = new AbortController();
    const model = new HashModel({
      ...kernels,
      onStep: () => model.steps > patience && controller.abort(),
    });
    const scheduler = new Scheduler(model, { speculation: 'prompt-lookup' });
    const drawn: number[] = [];
    const onToken = (token: number) => drawn.push(token) > 0;
    const request = { ...repetitive, onToken, signal: controller.signal };
    await expect(draw(scheduler, request)).rejects.toThrow();
    await new Promise((resolve) => setImmediate(resolve));
    expect(model.heldTokens).toBe(scheduler.statistics.cacheTokens);
    const next = { prompt: [...repetitive.prompt, ...drawn, 7, 8, 9] };
    expect((await draw(scheduler, next)).answers).toEqual(await drawAlone(next, kernels));
  }
});

test('models that give one row of logits only are not asked to check guesses', async () => {
  const { statistics } = await speculate(repetitive, { ...kernels, can: { allLogits: false } });
  expect(statistics.draftedTokens).toBe(0);
});
