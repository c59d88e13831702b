import { kernelBytes } from './bytes.ts';
import { blockSize, blocksOf, type CreateKernel, type Kernel } from './kernel.ts';

/** The little of the platform's WebAssembly that is needed; ECMAScript's types do not have it. */
declare const WebAssembly: {
  Module: new (bytes: Uint8Array) => object;
  Instance: new (module: object) => { readonly exports: KernelExports };
};

/** What kernel.wat exports; all pointers are byte offsets into `memory`. */
interface KernelExports {
  readonly memory: { readonly buffer: ArrayBuffer; grow(pages: number): number };
  findMaxima(logits: number, end: number, maxima: number): number;
  applyMask(logits: number, end: number, mask: number): number;
}

const pageSize = 65_536;

/** Makes kernels that run kernel.wat, or `undefined` where the platform has or allows none. */
export function loadWebAssemblyKernel(): CreateKernel | undefined {
  try {
    const bytes = Uint8Array.from(atob(kernelBytes), (character) => character.charCodeAt(0));
    const module = new WebAssembly.Module(bytes);
    return (size) => createKernel(new WebAssembly.Instance(module).exports, blocksOf(size));
  } catch {
    // No WebAssembly, no SIMD, or a content security policy against it.
    return undefined;
  }
}

/** Memory: logits, maxima, mask. */
function createKernel(exports: KernelExports, blocks: number): Kernel {
  const maximaAt = 4 * blockSize * blocks;
  const maskAt = maximaAt + 4 * blocks;
  const size = maskAt + (blockSize / 8) * blocks;
  exports.memory.grow(Math.max(0, Math.ceil(size / pageSize) - 1));
  const { buffer } = exports.memory;
  return {
    logits: new Float32Array(buffer, 0, blockSize * blocks).fill(-Infinity),
    maxima: new Float32Array(buffer, maximaAt, blocks),
    mask: new Uint32Array(buffer, maskAt, (blockSize / 32) * blocks),
    findMaxima: () => exports.findMaxima(0, maximaAt, maximaAt) === 1,
    applyMask: () => exports.applyMask(0, maximaAt, maskAt) === 1,
  };
}
