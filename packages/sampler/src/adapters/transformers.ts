import type { SamplerOptions } from '../sampler.ts';
import type { SamplingInput } from '../settings.ts';
import { Workspace } from '../workspace.ts';
import { SequenceSampler } from './sequence-sampler.ts';

/** What the processor reads of a transformers.js `Tensor`. */
export interface LogitsTensor {
  /** float32, row after row. */
  readonly data: unknown;
  /** [batch, vocabulary]. */
  readonly dims: readonly number[];
}

/**
 * A transformers.js logits processor: the library calls it as a function, and finds the `_call` of its
 * own `LogitsProcessor` class.
 */
export interface SamplingProcessor {
  <Tensor extends LogitsTensor>(inputIds: readonly bigint[][], logits: Tensor): Tensor;
  _call<Tensor extends LogitsTensor>(inputIds: readonly bigint[][], logits: Tensor): Tensor;
}

/**
 * Draws each sequence's next token itself and leaves no other in the logits, so that whatever
 * `model.generate()` does with them, greedy or not, takes that one. Row r of a batch draws from stream
 * r. Temperature, top_k and the like belong here and not in the generation config.
 */
export function samplingProcessor(
  input: SamplingInput,
  options: Omit<SamplerOptions, 'vocabularySize' | 'stream'> = {},
): SamplingProcessor {
  let { workspace } = options;
  const rows: SequenceSampler[] = [];
  function process<Tensor extends LogitsTensor>(inputIds: readonly bigint[][], logits: Tensor) {
    const vocabularySize = logits.dims.at(-1)!;
    workspace ??= new Workspace(vocabularySize);
    for (const [row, tokens] of inputIds.entries()) {
      rows[row] ??= new SequenceSampler(input, {
        ...options,
        vocabularySize,
        stream: row,
        workspace,
      });
      drawRow(rows[row], tokens, rowOf(logits, row, vocabularySize));
    }
    return logits;
  }
  return Object.assign(process, { _call: process });
}

function drawRow(sampler: SequenceSampler, tokens: bigint[], logits: Float32Array): void {
  const token = sampler.sample(tokens, logits);
  logits.fill(-Infinity);
  logits[token] = 0;
}

function rowOf(logits: LogitsTensor, row: number, vocabularySize: number): Float32Array {
  if (!(logits.data instanceof Float32Array)) {
    throw new TypeError('the processor needs float32 logits, as generate() gives them');
  }
  return logits.data.subarray(row * vocabularySize, (row + 1) * vocabularySize);
}
