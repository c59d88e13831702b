import { expect, test } from 'vitest';
import { type LogitsModel, NoSlotError } from '../src/index.ts';

export interface ContractSubject {
  readonly open: () => Promise<LogitsModel>;
  /** How many sequences the opened model has room for. */
  readonly maxSequences: number;
}

const signal = new AbortController().signal;
const conversation = {
  messages: [{ role: 'user', content: 'What is the capital of France?' }],
} as const;

/** What every LogitsModel must do. */
export function testLogitsModel({ open, maxSequences }: ContractSubject): void {
  async function lastLogits(
    model: LogitsModel,
    chunks: readonly (readonly number[])[],
  ): Promise<number[]> {
    const sequence = model.open();
    for (const tokens of chunks.slice(0, -1))
      await model.step([{ sequence, tokens, logits: 'none' }], signal);
    const [row] = await model.step([{ sequence, tokens: chunks.at(-1)!, logits: 'last' }], signal);
    sequence.close();
    return [...row!];
  }

  test('a step gives one row of logits over the vocabulary', async () => {
    const model = await open();
    const logits = await lastLogits(model, [model.tokenizer.render(conversation)]);
    expect(logits).toHaveLength(model.info.vocabularySize);
    expect(logits.every(Number.isFinite)).toBe(true);
    await model.close();
  });

  test('an item that asks for no logits gets none', async () => {
    const model = await open();
    const tokens = model.tokenizer.render(conversation);
    const rows = await model.step([{ sequence: model.open(), tokens, logits: 'none' }], signal);
    expect(rows).toEqual([undefined]);
    await model.close();
  });

  test('tokens given in pieces count as tokens given at once', async () => {
    const model = await open();
    const prompt = model.tokenizer.render(conversation);
    const whole = await lastLogits(model, [prompt]);
    const pieces = await lastLogits(model, [prompt.slice(0, 5), prompt.slice(5)]);
    expect(likeliest(pieces)).toBe(likeliest(whole));
    await model.close();
  });

  test('a truncated sequence goes on as if the rest had never been there', async () => {
    const model = await open();
    const prompt = model.tokenizer.render(conversation);
    const sequence = model.open();
    await model.step([{ sequence, tokens: prompt, logits: 'none' }], signal);
    await model.step(
      [{ sequence, tokens: model.tokenizer.encode('something else'), logits: 'none' }],
      signal,
    );
    sequence.truncate(prompt.length - 1);
    expect(sequence.length).toBe(prompt.length - 1);
    const [row] = await model.step(
      [{ sequence, tokens: prompt.slice(-1), logits: 'last' }],
      signal,
    );
    expect(likeliest([...row!])).toBe(likeliest(await lastLogits(model, [prompt])));
    await model.close();
  });

  test('a fork goes on by itself', async () => {
    const model = await open();
    const prompt = model.tokenizer.render(conversation);
    const sequence = model.open();
    await model.step([{ sequence, tokens: prompt.slice(0, -1), logits: 'none' }], signal);
    const fork = sequence.fork();
    expect(fork.length).toBe(prompt.length - 1);
    const [row] = await model.step(
      [{ sequence: fork, tokens: prompt.slice(-1), logits: 'last' }],
      signal,
    );
    expect(likeliest([...row!])).toBe(likeliest(await lastLogits(model, [prompt])));
    expect(sequence.length).toBe(prompt.length - 1);
    await model.close();
  });

  test('two sequences in one step do not disturb each other', async () => {
    const model = await open();
    const prompt = model.tokenizer.render(conversation);
    const other = model.tokenizer.render({ messages: [{ role: 'user', content: 'Hello' }] });
    const items = [prompt, other].map((tokens) => ({
      sequence: model.open(),
      tokens,
      logits: 'last' as const,
    }));
    const rows = await model.step(items, signal);
    const together = rows.map((row) => likeliest([...row!]));
    for (const { sequence } of items) sequence.close();
    const alone = [await lastLogits(model, [prompt]), await lastLogits(model, [other])].map(
      likeliest,
    );
    expect(together).toEqual(alone);
    await model.close();
  });

  test('there is room for so many sequences, and a closed one makes room', async () => {
    const model = await open();
    const sequences = Array.from({ length: maxSequences }, () => model.open());
    expect(() => model.open()).toThrow(NoSlotError);
    sequences[0]!.close();
    expect(model.open().length).toBe(0);
    await model.close();
  });

  test('an aborted step rejects with the reason', async () => {
    const model = await open();
    const reason = new Error('nobody listens');
    const tokens = model.tokenizer.render(conversation);
    const step = model.step(
      [{ sequence: model.open(), tokens, logits: 'last' }],
      AbortSignal.abort(reason),
    );
    await expect(step).rejects.toBe(reason);
    await model.close();
  });
}

function likeliest(logits: readonly number[]): number {
  return logits.indexOf(Math.max(...logits));
}
