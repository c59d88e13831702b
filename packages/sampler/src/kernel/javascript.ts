import { blockSize, blocksOf, type Kernel } from './kernel.ts';

/** The kernel for where there is no WebAssembly, and for vocabularies too small to be worth one. */
export function createJavaScriptKernel(size: number): Kernel {
  const blocks = blocksOf(size);
  const logits = new Float32Array(blockSize * blocks).fill(-Infinity);
  const maxima = new Float32Array(blocks);
  const mask = new Uint32Array((blockSize / 32) * blocks);
  return {
    logits,
    maxima,
    mask,
    findMaxima: () => findMaxima(logits, maxima),
    applyMask: () => applyMask(logits, mask),
  };
}

function findMaxima(logits: Float32Array, maxima: Float32Array): boolean {
  let isSound = true;
  for (let block = 0; block < maxima.length; block++) {
    let max = -Infinity;
    for (let id = block * blockSize; id < (block + 1) * blockSize; id++) {
      const logit = logits[id]!;
      if (logit > max) max = logit;
      if (!(logit < Infinity)) isSound = false;
    }
    maxima[block] = max;
  }
  return isSound;
}

function applyMask(logits: Float32Array, mask: Uint32Array): boolean {
  let isSound = true;
  for (let id = 0; id < logits.length; id++) {
    if ((mask[id >>> 5]! >>> (id & 31)) & 1) continue;
    if (!(logits[id]! < Infinity)) isSound = false;
    logits[id] = -Infinity;
  }
  return isSound;
}
