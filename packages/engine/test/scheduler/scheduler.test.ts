import { BusyError, ContextLengthError } from '@antiphon/backend';
import { expect, test } from 'vitest';
import { Scheduler } from '../../src/scheduler/scheduler.ts';
import { HashModel } from './hash-model.ts';
import { draw, drawAlone, grammarOf, promptOf } from './requests.ts';

test('an answer ends with its budget or with the end of its turn', async () => {
  const prompt = promptOf(20, 1);
  const [cut] = await drawAlone({ prompt, maxTokens: 5 }, { endOfTurnLogit: -100 });
  expect(cut).toMatchObject({ reason: 'length', tokens: { length: 5 } });
  const [ended] = await drawAlone({ prompt }, { endOfTurnLogit: 100 });
  expect(ended).toEqual({ reason: 'stop', tokens: [] });
});

test('an answer ends where its choice wants no more', async () => {
  let count = 0;
  const onToken = () => ++count < 3;
  const [answer] = await drawAlone({ prompt: [1, 2], onToken }, { endOfTurnLogit: -100 });
  expect(answer).toMatchObject({ reason: 'stop', tokens: { length: 3 } });
});

test('what waits beyond the bound is refused, and a place that is free does not count as waiting', async () => {
  const scheduler = new Scheduler(new HashModel({ maxSequences: 2 }), { maxWaiting: 1 });
  const three = [1, 2, 3].map((seed) => draw(scheduler, { prompt: promptOf(9, seed) }));
  await expect(draw(scheduler, { prompt: [1, 2] })).rejects.toThrow(BusyError);
  await Promise.all(three);
  await draw(scheduler, { prompt: [1, 2] });
});

test('a prompt that leaves no room for an answer is refused', async () => {
  const scheduler = new Scheduler(new HashModel({ maxCachedTokens: 50 }));
  await expect(draw(scheduler, { prompt: promptOf(50, 1) })).rejects.toThrow(ContextLengthError);
  const { answers } = await draw(scheduler, { prompt: promptOf(40, 1), maxTokens: 100 });
  expect(answers[0]!.tokens.length).toBeLessThanOrEqual(10);
});

test('forced text is not asked of the model, but counts', async () => {
  const model = new HashModel();
  const scheduler = new Scheduler(model);
  const grammar = grammarOf(model, 'the answer is (yes|no), and that is all');
  const { answers, outputTokens } = await draw(scheduler, {
    prompt: [1, 2],
    grammar,
    maxTokens: 99,
  });
  const text = Buffer.from(answers[0]!.tokens).toString();
  expect(text).toMatch(/^the answer is (yes|no), and that is all$/);
  expect(outputTokens).toBe(text.length);
  expect(model.steps).toBeLessThan(4);
  expect(answers[0]!.reason).toBe('stop');
});

test('forced text ends with the budget', async () => {
  const model = new HashModel();
  const scheduler = new Scheduler(model);
  const grammar = grammarOf(model, 'the answer is (yes|no)');
  const { answers } = await draw(scheduler, { prompt: [1, 2], grammar, maxTokens: 5 });
  expect(answers).toEqual([{ tokens: [...Buffer.from('the a')], reason: 'length' }]);
  expect(model.steps).toBe(0);
});

test('where logprobs are asked for every token is drawn', async () => {
  const model = new HashModel();
  const scheduler = new Scheduler(model);
  const grammar = grammarOf(model, 'forced');
  await draw(scheduler, { prompt: [1, 2], grammar, sampling: { topLogprobs: 1 } });
  expect(model.steps).toBeGreaterThanOrEqual(6);
});

test('all answers that are being drawn advance in the same steps', async () => {
  const model = new HashModel({ endOfTurnLogit: -100 });
  const scheduler = new Scheduler(model);
  await Promise.all(
    promptOf(16, 1).map((token) => draw(scheduler, { prompt: [token, 1], maxTokens: 50 })),
  );
  expect(model.steps).toBeLessThan(50 + 16 + 8);
});

test('an aborted request ends at once with the reason, also while it waits', async () => {
  const model = new HashModel({ maxSequences: 1, endOfTurnLogit: -100 });
  const scheduler = new Scheduler(model);
  const [first, second] = [new AbortController(), new AbortController()];
  const running = draw(scheduler, { prompt: [1, 2], maxTokens: 1e6, signal: first.signal });
  const waiting = draw(scheduler, { prompt: [3, 4], signal: second.signal });
  second.abort(new Error('no longer wanted'));
  await expect(waiting).rejects.toThrow('no longer wanted');
  const steps = model.steps;
  first.abort(new Error('not wanted either'));
  await expect(running).rejects.toThrow('not wanted either');
  await draw(scheduler, { prompt: [5, 6], maxTokens: 1 });
  expect(model.steps - steps).toBeLessThanOrEqual(2);
  expect(scheduler.statistics).toMatchObject({ running: 0, waiting: 0 });
});

test('closing ends all requests, gives every sequence back and refuses new ones', async () => {
  const model = new HashModel({ maxSequences: 2, endOfTurnLogit: -100 });
  const scheduler = new Scheduler(model);
  await draw(scheduler, { prompt: promptOf(40, 1) });
  const requests = [1, 2, 3].map((seed) =>
    draw(scheduler, { prompt: promptOf(40, seed), maxTokens: 1000 }),
  );
  const ends = Promise.allSettled(requests);
  await new Promise((resolve) => setTimeout(resolve, 5));
  await scheduler.close();
  const reasons = (await ends).map(({ status }) => status);
  expect(reasons).toEqual(['rejected', 'rejected', 'rejected']);
  expect(model.sequences.size).toBe(0);
  await expect(draw(scheduler, { prompt: [1] })).rejects.toThrow('closed');
});

test('what a choice throws fails its own request only', async () => {
  const scheduler = new Scheduler(new HashModel({ endOfTurnLogit: -100 }));
  const onToken = () => {
    throw new Error('the text cannot be read');
  };
  const failing = draw(scheduler, { prompt: [1, 2], onToken });
  const other = draw(scheduler, { prompt: [3, 4] });
  await expect(failing).rejects.toThrow('the text cannot be read');
  expect((await other).outputTokens).toBe(16);
});
