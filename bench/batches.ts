import { type LogitsModel, loadModel, type Sequence } from '@antiphon/backend';
import { quantile } from './quantile.ts';
import { randomTokens } from './random-tokens.ts';

export interface BatchFigure {
  /** Sequences at once. */
  readonly size: number;
  /** Of all sequences together. */
  readonly tokensPerSecond: number;
}

const SIZES = [1, 2, 4, 8, 16, 32];
const CONTEXT = 128;
const ROUNDS = 4;
const STEPS = 12;

/** Steps of more and more sequences at once, in turn; the 10th percentile of each. */
export async function measureBatches(
  folder: string,
  dtype: string,
  threads: number,
): Promise<BatchFigure[]> {
  const options = { dtype, threads, runtime: 'onnx', maxSequences: Math.max(...SIZES) } as const;
  const model = await loadModel(folder, options);
  const sequences = await openSequences(model);
  const times = new Map<number, number[]>(SIZES.map((size) => [size, []]));
  for (let round = 0; round < ROUNDS; round++) {
    for (const [size, samples] of times) {
      samples.push(...(await timeSteps(model, sequences.slice(0, size))));
    }
  }
  for (const sequence of sequences) sequence.close();
  await model.close();
  return SIZES.map((size) => ({
    size,
    tokensPerSecond: (1000 * size) / quantile(times.get(size)!, 0.1),
  }));
}

/** As many as the largest batch has, with prompts of their own. */
async function openSequences(model: LogitsModel): Promise<Sequence[]> {
  const sequences: Sequence[] = [];
  for (let seed = 1; seed <= Math.max(...SIZES); seed++) {
    const sequence = model.open();
    const tokens = randomTokens(CONTEXT, model.info.vocabularySize, seed);
    await model.step([{ sequence, tokens, logits: 'none' }], new AbortController().signal);
    sequences.push(sequence);
  }
  return sequences;
}

async function timeSteps(model: LogitsModel, sequences: readonly Sequence[]): Promise<number[]> {
  const times: number[] = [];
  for (let count = 0; count < STEPS; count++) {
    const items = sequences.map((sequence, index) => ({
      sequence,
      tokens: [300 + index + count],
      logits: 'last' as const,
    }));
    const start = performance.now();
    await model.step(items, new AbortController().signal);
    times.push(performance.now() - start);
  }
  for (const sequence of sequences) sequence.truncate(CONTEXT);
  return times;
}
