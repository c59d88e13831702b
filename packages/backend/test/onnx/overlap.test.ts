import { expect, test } from 'vitest';
import type { LogitsModel, Sequence } from '../../src/logits-model.ts';
import { advance, last, openTiny, signal, someTokens, tinyShape } from './tiny-model.ts';

/** The table of embeddings has no such row, so that native code fails. */
const impossible = tinyShape.vocabularySize + 5;

test.each(['reading', 'drawing'] as const)(
  'a batch finds its place beside one that is read, wherever that lies, with the %s asked for first',
  async (first) => {
    const model = await openTiny({}, { maxSequences: 4 });
    const prompts = [1, 2, 3, 4].map((seed) => someTokens(30, seed));
    const courses: Branches[] = [];
    for (const prompt of prompts) courses.push(await branches(model, prompt));
    const sequences = prompts.map(() => model.open());
    for (const [place, prompt] of prompts.entries()) {
      await advance(model, sequences[place]!, prompt);
    }
    for (const [place, read] of [...sequences.entries(), ...sequences.entries()]) {
      const others = [0, 1, 2, 3].filter((other) => other !== place);
      const items = others.map((other) => last(sequences[other]!, [9]));
      const early = first === 'reading' ? readOn(model, read) : undefined;
      const drawing = model.step(items, signal);
      const reading = early ?? readOn(model, read);
      expect(await drawing).toEqual(others.map((other) => courses[other]!.drawn));
      expect(await reading).toEqual(courses[place]!.read);
      for (const sequence of sequences) sequence.truncate(30);
    }
  },
);

/** What a sequence gives that is by itself: after a token, and after many instead. */
interface Branches {
  readonly drawn: Float32Array;
  readonly read: Float32Array;
}

async function branches(model: LogitsModel, prompt: readonly number[]): Promise<Branches> {
  const sequence = model.open();
  await advance(model, sequence, prompt);
  const drawn = await advance(model, sequence, [9]);
  sequence.truncate(prompt.length);
  const read = await readOn(model, sequence);
  sequence.close();
  return { drawn, read };
}

/** Two steps that read, the second at once after the first. */
async function readOn(model: LogitsModel, sequence: Sequence): Promise<Float32Array> {
  await advance(model, sequence, someTokens(300, 5));
  return advance(model, sequence, someTokens(300, 6));
}

test('a graph that copies its caches runs one step at a time, and says so', async () => {
  const model = await openTiny({ attention: 'concatenating' });
  expect(model.info.can.overlap).toBe(false);
  const reading = model.step([last(model.open(), someTokens(20, 1))], signal);
  await expect(model.step([last(model.open(), [9])], signal)).rejects.toThrow(/under way/);
  await reading;
});

test('only a step that draws and one that reads are under way together', async () => {
  const model = await openTiny();
  const step = (...counts: number[]) =>
    model.step(
      counts.map((count) => last(model.open(), someTokens(count, 1))),
      signal,
    );
  const reading = step(900);
  await expect(step(2)).rejects.toThrow(/under way/);
  await expect(step(1, 2)).rejects.toThrow(/under way/);
  const drawing = step(1, 1);
  await expect(step(1)).rejects.toThrow(/under way/);
  await Promise.all([drawing, reading]);
  const mixed = step(1, 2);
  await expect(step(1)).rejects.toThrow(/under way/);
  await expect(step(2)).rejects.toThrow(/under way/);
  await mixed;
});

test('a prompt may be read while others draw', async () => {
  const model = await openTiny();
  const drawing = model.step([last(model.open(), [9])], signal);
  const reading = model.step([last(model.open(), someTokens(20, 1))], signal);
  expect(await Promise.all([drawing, reading])).toHaveLength(2);
});

test('a sequence is part of one step only', async () => {
  const model = await openTiny();
  const sequence = model.open();
  const reading = model.step([last(sequence, someTokens(600, 1))], signal);
  await expect(model.step([last(sequence, [9])], signal)).rejects.toThrow(/part of a step/);
  await reading;
});

test('the logits of a prompt outlive the steps that draw', async () => {
  const model = await openTiny();
  const [read] = await model.step([last(model.open(), someTokens(20, 1))], signal);
  const before = read!.slice();
  await model.step([last(model.open(), [9]), last(model.open(), [10])], signal);
  expect(read).toEqual(before);
});

test('idle sequences are truncated, forked and closed while others are at work', async () => {
  const model = await openTiny();
  const prompt = someTokens(30, 1);
  const idle = model.open();
  const expected = await advance(model, idle, [...prompt, 9]);
  const read = await advance(model, model.open(), someTokens(700, 2));
  const reading = advance(model, model.open(), someTokens(700, 2));
  idle.truncate(prompt.length);
  const fork = idle.fork();
  idle.close();
  expect((await advance(model, fork, [9]))[0]).toBeCloseTo(expected[0]!, 4);
  expect(await reading).toEqual(read);
});

test('memory of a sequence at work is not given back', async () => {
  const { layers, keyValueHeads, headWidth } = tinyShape;
  const cacheBytes = 1100 * 2 * layers * keyValueHeads * headWidth * 4;
  const model = await openTiny({}, { cacheBytes });
  const long = someTokens(1000, 2);
  const sequence = model.open();
  const expected = await advance(model, sequence, long);
  sequence.truncate(0);
  const drawing = model.open();
  await advance(model, drawing, someTokens(700, 3));
  const reading = advance(model, sequence, long);
  for (let round = 0; round < 20; round++) await advance(model, drawing, [round]);
  expect(await reading).toEqual(expected);
});

test('an abort of a step that reads leaves the one that draws alone, and the other way round', async () => {
  const model = await openTiny();
  const reason = new Error('nobody listens');
  const [drawing, read] = [model.open(), model.open()];
  const expected = await advance(model, model.open(), someTokens(900, 1));
  const controller = new AbortController();
  const aborted = model.step([last(read, someTokens(900, 1))], controller.signal);
  const drawn = advance(model, drawing, [9]);
  controller.abort(reason);
  await expect(aborted).rejects.toBe(reason);
  await drawn;
  expect([drawing.length, read.length]).toEqual([1, 0]);
  const second = new AbortController();
  const reading = advance(model, read, someTokens(900, 1));
  const stopped = model.step([last(drawing, [9])], second.signal);
  second.abort(reason);
  await stopped.catch((fault: unknown) => expect(fault).toBe(reason));
  expect(await reading).toEqual(expected);
});

test('a fault of one that draws is not one of the prompt that is read', async () => {
  const model = await openTiny();
  const expected = await advance(model, model.open(), someTokens(700, 1));
  const [good, bad] = [model.open(), model.open()];
  const reading = advance(model, model.open(), someTokens(700, 1));
  const drawing = model.step([last(good, [9]), last(bad, [impossible])], signal);
  await expect(drawing).rejects.toMatchObject({ name: 'ModelFaultError', sequences: [bad] });
  expect(await reading).toEqual(expected);
});

test('closing the model ends both steps under way', async () => {
  const model = await openTiny();
  const reading = model.step([last(model.open(), someTokens(1000, 1))], signal);
  const drawing = model.step([last(model.open(), [9]), last(model.open(), [9])], signal);
  const stopped = 'the model was closed during the step';
  const settled = Promise.all([
    expect(reading).rejects.toThrow(stopped),
    drawing.catch((fault: Error) => expect(fault.message).toBe(stopped)),
  ]);
  await model.close();
  await settled;
});
