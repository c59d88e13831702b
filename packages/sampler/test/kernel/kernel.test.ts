import { expect, test } from 'vitest';
import { assembleKernel } from '../../scripts/kernel-assembly.ts';
import { kernelBytes } from '../../src/kernel/bytes.ts';
import { createJavaScriptKernel } from '../../src/kernel/javascript.ts';
import type { Kernel } from '../../src/kernel/kernel.ts';
import { loadWebAssemblyKernel } from '../../src/kernel/webassembly.ts';
import { forEachCase } from '../cases.ts';

/** What a kernel makes of the logits and the mask: everything that the stages can see. */
function results(kernel: Kernel, logits: Float32Array, mask: Uint32Array) {
  kernel.logits.fill(-Infinity).set(logits);
  kernel.mask.fill(0).set(mask);
  const isSound = kernel.findMaxima();
  const maxima = kernel.maxima.slice();
  const isMaskedSound = kernel.applyMask();
  return { isSound, maxima, isMaskedSound, logits: kernel.logits.slice() };
}

test('both kernels see the same', () => {
  const create = loadWebAssemblyKernel()!;
  for (const size of [1, 63, 64, 65, 300, 5000]) {
    const webAssembly = create(size);
    const javaScript = createJavaScriptKernel(size);
    forEachCase(400, (cases) => {
      const logits = cases.logits(size);
      if (cases.chance(0.3)) logits[cases.integer(0, size - 1)] = cases.pick([NaN, Infinity]);
      const mask = cases.mask(size);
      const expected = results(javaScript, logits, mask);
      const actual = results(webAssembly, logits, mask);
      // The maximum of a block with a NaN is not defined: the step ends with an error.
      if (!expected.isSound) actual.maxima = expected.maxima;
      expect(actual).toEqual(expected);
    });
  }
});

test('the JavaScript kernel finds the maxima and what is broken', () => {
  forEachCase(10_000, (cases) => {
    const size = cases.integer(1, 200);
    const logits = cases.logits(size);
    const kernel = createJavaScriptKernel(size);
    kernel.logits.set(logits);
    expect(kernel.findMaxima()).toBe(true);
    const maxima = Array.from(kernel.maxima, (_, block) =>
      Math.max(...logits.slice(block * 64, (block + 1) * 64)),
    );
    expect([...kernel.maxima]).toEqual(maxima);
    logits[cases.integer(0, size - 1)] = cases.pick([NaN, Infinity]);
    kernel.logits.set(logits);
    expect(kernel.findMaxima()).toBe(false);
  });
});

test('bytes.ts is what kernel.wat says', async () => {
  expect(Buffer.from(kernelBytes, 'base64')).toEqual(Buffer.from(await assembleKernel()));
});
