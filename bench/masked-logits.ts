import { applyMask, argmaxMasked } from '@antiphon/constraint';
import type { Checks } from './checks.ts';

/** In microseconds; dense masks allow 97 % of the tokens, sparse ones 1 %. */
export interface MaskedLogitsBounds {
  readonly dense: number;
  readonly sparse: number;
  readonly argmaxSparse: number;
  readonly argmaxDense: number;
}

/** Times a mask applied to `size` logits, and the largest of those that a mask allows. */
export function checkMaskedLogits(checks: Checks, size: number, bounds: MaskedLogitsBounds): void {
  const masks = [0.97, 0.01].map((part) => {
    const mask = new Uint32Array((size + 31) >>> 5);
    // Runs of tokens, as in real vocabularies: neighbours in the list are often alike.
    for (let token = 0; token < size; token++) {
      if (((Math.imul(token >>> 4, 0x9e3779b1) >>> 8) % 1000) / 1000 < part) {
        mask[token >>> 5]! |= 1 << (token & 31);
      }
    }
    return mask;
  });
  const logits = Float32Array.from({ length: size }, (_, token) => Math.sin(token) * 10);
  const copy = new Float32Array(size);
  const [denseMask, sparseMask] = [masks[0]!, masks[1]!];
  const apply = (mask: Uint32Array) => () => {
    copy.set(logits);
    applyMask(copy, mask);
  };
  const times = [
    ['apply a dense mask', bounds.dense, median(apply(denseMask))],
    ['apply a sparse mask', bounds.sparse, median(apply(sparseMask))],
    [
      'argmax over a sparse mask',
      bounds.argmaxSparse,
      median(() => argmaxMasked(logits, sparseMask)),
    ],
    ['argmax over a dense mask', bounds.argmaxDense, median(() => argmaxMasked(logits, denseMask))],
  ] as const;
  for (const [name, bound, time] of times) {
    checks.add(`${name}, ${size} logits`, { value: time, unit: 'us' }, '<=', bound);
  }
}

function median(work: () => unknown): number {
  const times = Array.from({ length: 800 }, () => {
    const start = performance.now();
    work();
    return (performance.now() - start) * 1000;
  });
  // The first half is for the compiler.
  return times.slice(400).sort((a, b) => a - b)[200]!;
}
