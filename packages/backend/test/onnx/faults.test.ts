import { expect, test } from 'vitest';
import { ModelFaultError, type Sequence } from '../../src/logits-model.ts';
import { advance, last, openTiny, signal, someTokens, tinyShape } from './tiny-model.ts';

const prompt = someTokens(20, 1);
/** The table of embeddings has no such row, so that native code fails. */
const impossible = tinyShape.vocabularySize + 5;

async function faultOf(step: Promise<unknown>): Promise<ModelFaultError> {
  const fault = await step.catch((fault: unknown) => fault);
  expect(fault).toBeInstanceOf(ModelFaultError);
  return fault as ModelFaultError;
}

test('a fault in native code carries its text', async () => {
  const model = await openTiny();
  const fault = await faultOf(model.step([last(model.open(), [impossible])], signal));
  expect(fault.message).toMatch(/Gather/);
});

test('a fault of one sequence in a batch is its own: the others run again as if nothing had been', async () => {
  const model = await openTiny();
  const expected = await advance(model, model.open(), [...prompt, 9]);
  const sequences: Sequence[] = Array.from({ length: 4 }, () => model.open());
  for (const sequence of sequences) await advance(model, sequence, prompt);
  const items = sequences.map((sequence, index) => last(sequence, [index === 2 ? impossible : 9]));
  const fault = await faultOf(model.step(items, signal));
  expect(fault.sequences).toEqual([sequences[2]]);
  expect(sequences.map(({ length }) => length)).toEqual([20, 20, 20, 20]);
  const rows = await model.step(
    items.filter((_, index) => index !== 2),
    signal,
  );
  for (const row of rows) expect(row![0]).toBeCloseTo(expected[0]!, 4);
});

test.each(['grouped-query', 'concatenating'] as const)(
  'a fault late in a long prompt leaves the %s sequence as it was before the step',
  async (attention) => {
    const model = await openTiny({ attention });
    const sequence = model.open();
    const whole = await advance(model, model.open(), [...prompt, 9]);
    await advance(model, sequence, prompt);
    const long = [...someTokens(700, 2), impossible];
    const fault = await faultOf(model.step([last(sequence, long)], signal));
    expect(fault.sequences).toEqual([sequence]);
    expect(sequence.length).toBe(20);
    expect((await advance(model, sequence, [9]))[0]).toBeCloseTo(whole[0]!, 4);
  },
);

test('an abort in the middle of a long prompt stops it and leaves the others as they were', async () => {
  const model = await openTiny();
  const other = model.open();
  await advance(model, other, prompt);
  const controller = new AbortController();
  const reason = new Error('nobody listens');
  const long = model.open();
  const step = model.step([last(other, [9]), last(long, someTokens(1000, 3))], controller.signal);
  setImmediate(() => controller.abort(reason));
  await expect(step).rejects.toBe(reason);
  expect([other.length, long.length]).toEqual([20, 0]);
  const expected = await advance(model, model.open(), [...prompt, 9]);
  expect((await advance(model, other, [9]))[0]).toBeCloseTo(expected[0]!, 4);
});

test('a sequence occurs in one item of a step only', async () => {
  const model = await openTiny();
  const sequence = model.open();
  const step = model.step([last(sequence, [1]), last(sequence, [2])], signal);
  await expect(step).rejects.toThrow('a sequence occurs in two items');
  expect(await advance(model, sequence, [1])).toBeInstanceOf(Float32Array);
});

test('one step runs at a time', async () => {
  const model = await openTiny();
  const first = model.step([last(model.open(), prompt)], signal);
  await expect(model.step([last(model.open(), prompt)], signal)).rejects.toThrow(/under way/);
  expect(await first).toHaveLength(1);
});

test('a sequence that is closed at work keeps its slot until the step is done', async () => {
  const model = await openTiny({}, { maxSequences: 1 });
  const sequence = model.open();
  const step = model.step([last(sequence, prompt)], signal);
  sequence.close();
  expect(() => model.open()).toThrow(/in use/);
  await step;
  expect(model.open().length).toBe(0);
});

test('a sequence at work is neither truncated nor forked', async () => {
  const model = await openTiny();
  const sequence = model.open();
  await advance(model, sequence, prompt);
  const step = model.step([last(sequence, prompt)], signal);
  expect(() => sequence.truncate(3)).toThrow(/under way/);
  expect(() => sequence.fork()).toThrow(/under way/);
  await step;
});

test('more tokens than the context holds are refused before anything runs', async () => {
  const model = await openTiny();
  const sequence = model.open();
  const step = model.step([last(sequence, someTokens(1025, 1))], signal);
  await expect(step).rejects.toThrow(
    'the sequence would hold 1025 tokens, and the context holds 1024',
  );
  expect(sequence.length).toBe(0);
});

test('closing the model stops the step under way', async () => {
  const model = await openTiny();
  const step = model.step([last(model.open(), someTokens(1000, 1))], signal);
  const settled = expect(step).rejects.toThrow('the model was closed during the step');
  await model.close();
  await settled;
  expect(() => model.open()).toThrow('the model is closed');
});
