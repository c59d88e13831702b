import { expect, test } from 'vitest';
import {
  type LogitsModel,
  NoSlotError,
  type Sequence,
  type StepItem,
} from '../src/logits-model.ts';
import { seededRandom } from './seeded-random.ts';

export interface ContractSubject {
  readonly open: () => Promise<LogitsModel>;
  /** How many sequences the opened model has room for. */
  readonly maxSequences: number;
}

const signal = new AbortController().signal;
const question = 'What is the capital of France?';

/** What every LogitsModel must do. */
export function testLogitsModel({ open, maxSequences }: ContractSubject): void {
  /** A model that is closed after the test, and a prompt in its tokens. */
  async function withModel(
    act: (model: LogitsModel, prompt: readonly number[]) => Promise<void>,
  ): Promise<void> {
    const model = await open();
    try {
      await act(model, promptOf(model, question));
    } finally {
      await model.close();
    }
  }

  test('a step gives one row of logits over the vocabulary', () =>
    withModel(async (model, prompt) => {
      const logits = await lastLogits(model, [prompt]);
      expect(logits).toHaveLength(model.info.vocabularySize);
      expect(logits.every(Number.isFinite)).toBe(true);
    }));

  test('an item that asks for no logits gets none', () =>
    withModel(async (model, tokens) => {
      const rows = await model.step([{ sequence: model.open(), tokens, logits: 'none' }], signal);
      expect(rows).toEqual([undefined]);
    }));

  test('an item that asks for all logits gets a row for each token, if the model can', () =>
    withModel(async (model, prompt) => {
      if (!model.info.can.allLogits) return;
      const tokens = prompt.slice(0, 4);
      const [rows] = await model.step([{ sequence: model.open(), tokens, logits: 'all' }], signal);
      const width = model.info.vocabularySize;
      expect(rows).toHaveLength(tokens.length * width);
      const each = tokens.map((_, place) =>
        likeliest(rows!.slice(place * width, (place + 1) * width)),
      );
      const alone = [];
      for (const [place] of tokens.entries()) {
        alone.push(likeliest(await lastLogits(model, [tokens.slice(0, place + 1)])));
      }
      expect(each).toEqual(alone);
    }));

  test('tokens given in pieces count as tokens given at once', () =>
    withModel(async (model, prompt) => {
      const whole = await lastLogits(model, [prompt]);
      const pieces = await lastLogits(model, [prompt.slice(0, 5), prompt.slice(5)]);
      expect(likeliest(pieces)).toBe(likeliest(whole));
    }));

  test('a truncated sequence goes on as if the rest had never been there', () =>
    withModel(async (model, prompt) => {
      const kept = model.info.can.truncate ? prompt.length - 1 : 0;
      const sequence = model.open();
      await advance(model, sequence, prompt);
      await advance(model, sequence, model.tokenizer.encode('something else'));
      sequence.truncate(kept);
      expect(sequence.length).toBe(kept);
      const logits = await advance(model, sequence, prompt.slice(kept));
      expect(likeliest(logits)).toBe(likeliest(await lastLogits(model, [prompt])));
    }));

  test('a fork goes on by itself, if the model can', () =>
    withModel(async (model, prompt) => {
      if (!model.info.can.fork) return;
      const sequence = model.open();
      await advance(model, sequence, prompt);
      const fork = sequence.fork(prompt.length - 1);
      expect(fork.length).toBe(prompt.length - 1);
      const logits = await advance(model, fork, prompt.slice(-1));
      expect(likeliest(logits)).toBe(likeliest(await lastLogits(model, [prompt])));
      expect(sequence.length).toBe(prompt.length);
    }));

  test('two sequences in one step do not disturb each other', () =>
    withModel(async (model, prompt) => {
      const prompts = [prompt, promptOf(model, 'Hello')];
      const items = prompts.map((tokens) => last(model.open(), tokens));
      const together = (await model.step(items, signal)).map((row) => likeliest(row!));
      for (const { sequence } of items) sequence.close();
      const alone = [];
      for (const tokens of prompts) alone.push(likeliest(await lastLogits(model, [tokens])));
      expect(together).toEqual(alone);
    }));

  test('sequences that come and go leave the others as they are', () =>
    withModel(async (model, prompt) => {
      const random = seededRandom(7);
      const expected = await chain(model, prompt);
      const running = new Map<Sequence, number>();
      for (let round = 0; round < 40; round++) {
        if (running.size < maxSequences && random() < 0.5)
          running.set(await join(model, prompt), 0);
        for (const sequence of [...running.keys()]) {
          const isOver = running.get(sequence)! >= expected.length - 1 || random() < 0.1;
          if (isOver) running.delete(sequence);
          if (isOver) sequence.close();
        }
        const sequences = [...running.keys()].filter(() => random() < 0.9);
        const rows = await model.step(
          sequences.map((sequence) => last(sequence, [expected[running.get(sequence)!]!])),
          signal,
        );
        for (const [index, sequence] of sequences.entries()) {
          const place = running.get(sequence)! + 1;
          expect(likeliest(rows[index]!)).toBe(expected[place]);
          running.set(sequence, place);
        }
      }
    }));

  test('there is room for so many sequences, and a closed one makes room', () =>
    withModel(async (model) => {
      expect(model.info.maxSequences).toBe(maxSequences);
      const sequences = Array.from({ length: maxSequences }, () => model.open());
      expect(() => model.open()).toThrow(NoSlotError);
      sequences[0]!.close();
      sequences[0]!.close();
      expect(model.open().length).toBe(0);
      expect(() => model.open()).toThrow(NoSlotError);
    }));

  test('a closed sequence is refused', () =>
    withModel(async (model, prompt) => {
      const sequence = model.open();
      sequence.close();
      await expect(model.step([last(sequence, prompt)], signal)).rejects.toThrow(/closed/);
    }));

  test('an aborted step rejects with the reason', () =>
    withModel(async (model, prompt) => {
      const reason = new Error('nobody listens');
      const step = model.step([last(model.open(), prompt)], AbortSignal.abort(reason));
      await expect(step).rejects.toBe(reason);
    }));

  test('a step that is aborted on the way leaves other sequences unharmed', () =>
    withModel(async (model, prompt) => {
      const other = model.open();
      await advance(model, other, prompt.slice(0, -1));
      const controller = new AbortController();
      const reason = new Error('nobody listens');
      const step = model.step([last(model.open(), prompt)], controller.signal);
      controller.abort(reason);
      await step.catch((fault: unknown) => expect(fault).toBe(reason));
      const logits = await advance(model, other, prompt.slice(-1));
      expect(likeliest(logits)).toBe(likeliest(await lastLogits(model, [prompt])));
    }));

  test('sequences draw while a prompt is read, each as if it were alone, if the model can', () =>
    withModel(async (model, prompt) => {
      if (!model.info.can.overlap) return;
      const expected = await chain(model, prompt);
      const drawing = [await join(model, prompt), await join(model, prompt)];
      for (const [place, token] of expected.slice(0, -1).entries()) {
        const read = model.open();
        const reading = advance(model, read, prompt);
        const rows = await model.step(
          drawing.map((sequence) => last(sequence, [token])),
          signal,
        );
        for (const row of rows) expect(likeliest(row!)).toBe(expected[place + 1]);
        expect(likeliest(await reading)).toBe(expected[0]);
        read.close();
      }
    }));

  test('a prompt that is read while others draw joins them, if the model can', () =>
    withModel(async (model, prompt) => {
      if (!model.info.can.overlap) return;
      const expected = await chain(model, prompt);
      const first = await join(model, prompt);
      const second = model.open();
      const drawing = advance(model, first, [expected[0]!]);
      const reading = advance(model, second, prompt);
      expect(likeliest(await drawing)).toBe(expected[1]);
      expect(likeliest(await reading)).toBe(expected[0]);
      const rows = await model.step(
        [last(first, [expected[1]!]), last(second, [expected[0]!])],
        signal,
      );
      expect(rows.map((row) => likeliest(row!))).toEqual([expected[2], expected[1]]);
    }));

  test('an aborted prompt leaves those that draw unharmed, if the model can overlap them', () =>
    withModel(async (model, prompt) => {
      if (!model.info.can.overlap) return;
      const expected = await chain(model, prompt);
      const sequence = await join(model, prompt);
      const controller = new AbortController();
      const reason = new Error('nobody listens');
      const reading = model.step([last(model.open(), prompt)], controller.signal);
      const drawing = advance(model, sequence, [expected[0]!]);
      controller.abort(reason);
      await reading.catch((fault: unknown) => expect(fault).toBe(reason));
      expect(likeliest(await drawing)).toBe(expected[1]);
    }));
}

function promptOf(model: LogitsModel, content: string): readonly number[] {
  return model.tokenizer.render({ messages: [{ role: 'user', content }] }).tokens;
}

function last(sequence: Sequence, tokens: readonly number[]): StepItem {
  return { sequence, tokens, logits: 'last' };
}

async function advance(
  model: LogitsModel,
  sequence: Sequence,
  tokens: readonly number[],
): Promise<number[]> {
  const [row] = await model.step([last(sequence, tokens)], signal);
  return [...row!];
}

async function lastLogits(
  model: LogitsModel,
  chunks: readonly (readonly number[])[],
): Promise<number[]> {
  const sequence = model.open();
  for (const tokens of chunks.slice(0, -1)) {
    await model.step([{ sequence, tokens, logits: 'none' }], signal);
  }
  const logits = await advance(model, sequence, chunks.at(-1)!);
  sequence.close();
  return logits;
}

/** The likeliest tokens after the prompt, one after another. */
async function chain(model: LogitsModel, prompt: readonly number[]): Promise<number[]> {
  const sequence = model.open();
  const tokens = [likeliest(await advance(model, sequence, prompt))];
  while (tokens.length < 10) {
    tokens.push(likeliest(await advance(model, sequence, [tokens.at(-1)!])));
  }
  sequence.close();
  return tokens;
}

async function join(model: LogitsModel, prompt: readonly number[]): Promise<Sequence> {
  const sequence = model.open();
  await model.step([{ sequence, tokens: prompt, logits: 'none' }], signal);
  return sequence;
}

function likeliest(logits: ArrayLike<number>): number {
  let best = 0;
  for (let id = 1; id < logits.length; id++) if (logits[id]! > logits[best]!) best = id;
  return best;
}
