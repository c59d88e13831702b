import { Candidates } from './candidates.ts';
import { brokenLogitError } from './errors.ts';
import { createJavaScriptKernel } from './kernel/javascript.ts';
import type { CreateKernel, Kernel } from './kernel/kernel.ts';
import { loadWebAssemblyKernel } from './kernel/webassembly.ts';

/** How many logits are summed at once. */
export const sumSize = 512;

/**
 * The memory that a step needs, whatever the settings. All samplers that use one vocabulary in one
 * thread can share it.
 */
export class Workspace {
  readonly vocabularySize: number;
  readonly kernel: Kernel;
  readonly candidates = new Candidates();
  /** One for each `sumSize` logits. */
  readonly sums: Float64Array;
  #numbers = new Float64Array(256);

  constructor(vocabularySize: number, createKernel = kernelFor(vocabularySize)) {
    this.vocabularySize = vocabularySize;
    this.kernel = createKernel(vocabularySize);
    this.sums = new Float64Array(Math.ceil(vocabularySize / sumSize));
  }

  /** Copies the logits of the next step into the kernel. */
  load(logits: Float32Array): void {
    if (logits.length !== this.vocabularySize) {
      throw new RangeError(`expected ${this.vocabularySize} logits, got ${logits.length}`);
    }
    this.kernel.logits.set(logits);
  }

  /** Brings `kernel.maxima` up to date. Throws `LogitsError` for a logit that is NaN or +Infinity. */
  findMaxima(): void {
    if (!this.kernel.findMaxima()) throw brokenLogitError(this.kernel.logits);
  }

  /** At least `count` float64 of any content, the same memory at each call. */
  numbers(count: number): Float64Array {
    if (this.#numbers.length < count) this.#numbers = new Float64Array(2 * count);
    return this.#numbers;
  }
}

/** Below this many logits a WebAssembly instance of their own costs more than it saves. */
const smallVocabulary = 4096;

function kernelFor(vocabularySize: number): CreateKernel {
  if (vocabularySize < smallVocabulary) return createJavaScriptKernel;
  return loadWebAssemblyKernel() ?? createJavaScriptKernel;
}
