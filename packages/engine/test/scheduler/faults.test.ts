import { type LogitsModel, ModelFaultError, type StepItem } from '@antiphon/backend';
import { expect, test } from 'vitest';
import { Scheduler } from '../../src/scheduler/scheduler.ts';
import { HashModel } from './hash-model.ts';
import { draw, drawAlone, promptOf, type Request } from './requests.ts';

const kernels = { isPortioned: true, endOfTurnLogit: -100 };

/** Ten requests; the prompt of the one in the middle has the token 255 in it, and no other. */
const requests = Array.from({ length: 10 }, (_, index): Request => {
  const prompt = promptOf(60, index).map((token) => Math.min(token, 254));
  if (index === 5) prompt[40] = 255;
  return { prompt, seed: index, maxTokens: 20, sampling: { logitBias: { 255: -100 } } };
});

const hasToken = (wanted: number) => (item: StepItem) =>
  Array.prototype.includes.call(item.tokens, wanted);

test('a request that makes the model fail fails alone, and the others go on as if nothing had been', async () => {
  const model = new HashModel({ ...kernels, isFaulty: hasToken(255) });
  const scheduler = new Scheduler(model);
  const outcomes = await Promise.allSettled(requests.map((request) => draw(scheduler, request)));
  for (const [index, outcome] of outcomes.entries()) {
    if (outcome.status === 'rejected') {
      expect([index, outcome.reason]).toEqual([5, expect.any(ModelFaultError)]);
      continue;
    }
    expect(outcome.value.answers).toEqual(await drawAlone(requests[index]!, kernels));
  }
  expect(outcomes.filter(({ status }) => status === 'rejected')).toHaveLength(1);
  await scheduler.close();
  expect(model.sequences.size).toBe(0);
});

test('a token that makes the model fail in the middle of an answer fails that answer only', async () => {
  const model = new HashModel({ ...kernels, isFaulty: hasToken(254) });
  const scheduler = new Scheduler(model);
  const poisoned = { ...requests[0]!, sampling: { logitBias: { 254: 100 } } };
  const others = requests.slice(1, 5).map((request) => ({
    ...request,
    prompt: request.prompt.map((token) => Math.min(token, 253)),
    sampling: { logitBias: { 254: -100, 255: -100 } },
  }));
  const failing = draw(scheduler, { ...poisoned, prompt: [1, 2, 3] });
  const outcomes = Promise.all(others.map((request) => draw(scheduler, request)));
  await expect(failing).rejects.toThrow(ModelFaultError);
  for (const [index, { answers }] of (await outcomes).entries()) {
    expect(answers).toEqual(await drawAlone(others[index]!, kernels));
  }
});

test('a fault that does not come again fails nobody in a batch', async () => {
  const model: HashModel = new HashModel({ ...kernels, isFaulty: () => model.steps === 20 });
  const scheduler = new Scheduler(model);
  const outcomes = await Promise.all(
    requests.slice(0, 4).map((request) => draw(scheduler, { ...request, maxTokens: 60 })),
  );
  for (const [index, { answers }] of outcomes.entries()) {
    expect(answers).toEqual(await drawAlone({ ...requests[index]!, maxTokens: 60 }, kernels));
  }
});

test('a model that cannot run more than one at a time still brings every request to its end', async () => {
  let size = 0;
  const model = new HashModel({
    ...kernels,
    onStep: (items) => {
      size = items.length;
    },
    isFaulty: () => size > 1,
  });
  const scheduler = new Scheduler(model);
  const outcomes = await Promise.all(requests.map((request) => draw(scheduler, request)));
  expect(outcomes.map(({ outputTokens }) => outputTokens)).toEqual(new Array(10).fill(20));
});

test('a model that always fails ends every request', async () => {
  const model = new HashModel({ ...kernels, isFaulty: () => true });
  const scheduler = new Scheduler(model);
  const outcomes = await Promise.allSettled(requests.map((request) => draw(scheduler, request)));
  expect(outcomes.filter(({ status }) => status === 'rejected')).toHaveLength(10);
  expect(model.sequences.size).toBe(0);
});

test('where the fault says whose it is, theirs fail, and the others run nothing again', async () => {
  const model = new HashModel({ ...kernels, isFaulty: hasToken(255), namesCulprits: true });
  const scheduler = new Scheduler(model);
  // Nothing of its prompt is run before the fault.
  const poisoned = { ...requests[5]!, prompt: [255, ...requests[5]!.prompt] };
  const outcomes = await Promise.allSettled(
    requests.with(5, poisoned).map((request) => draw(scheduler, request)),
  );
  for (const [index, outcome] of outcomes.entries()) {
    if (outcome.status === 'fulfilled') {
      expect(outcome.value.answers).toEqual(await drawAlone(requests[index]!, kernels));
    } else expect([index, outcome.reason]).toEqual([5, expect.any(ModelFaultError)]);
  }
  expect(model.runTokens).toBe(9 * (60 + 19));
  await scheduler.close();
  expect([model.sequences.size, model.misuse]).toEqual([0, undefined]);
});

test('a fault that names none of the step is taken for one of all', async () => {
  const inner = new HashModel(kernels);
  const stranger = new HashModel(kernels).open();
  let steps = 0;
  const model: LogitsModel = {
    info: inner.info,
    tokenizer: inner.tokenizer,
    open: () => inner.open(),
    close: () => inner.close(),
    step: async (items, signal) => {
      if (++steps === 5) throw new ModelFaultError('it failed', { sequences: [stranger] });
      return inner.step(items, signal);
    },
  };
  const scheduler = new Scheduler(model);
  const outcomes = await Promise.all(
    requests.slice(0, 4).map((request) => draw(scheduler, request)),
  );
  expect(outcomes.map(({ outputTokens }) => outputTokens)).toEqual([20, 20, 20, 20]);
});
