import type { ModelShape } from '@antiphon/model-writer';
import type { BenchDtype } from './bench-models.ts';

/** Bytes of a weight with its share of the scale (a float for 128 weights in `q4`). */
const WEIGHT_BYTES: Readonly<Record<BenchDtype, number>> = { int8: 1, q4: 0.5 + 4 / 128 };
const CACHE_BYTES = 4;

/** What has to come from memory for one token: every matrix, and the keys and values of the context in float32. */
export function bytesPerToken(shape: ModelShape, dtype: BenchDtype, context: number): number {
  const { hiddenSize, intermediateSize, layers, vocabularySize } = shape;
  const queryWidth = shape.heads * shape.headWidth;
  const keyWidth = shape.keyValueHeads * shape.headWidth;
  const attention = hiddenSize * 2 * (queryWidth + keyWidth);
  const weights = layers * (attention + 3 * hiddenSize * intermediateSize);
  const cache = layers * 2 * keyWidth * context * CACHE_BYTES;
  return (weights + vocabularySize * hiddenSize) * WEIGHT_BYTES[dtype] + cache;
}
