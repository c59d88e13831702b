import { readFileSync } from 'node:fs';
import wabt from 'wabt';

/** The WebAssembly module that src/kernel/kernel.wat describes. */
export async function assembleKernel(): Promise<Uint8Array> {
  const { parseWat } = await wabt();
  const text = readFileSync(new URL('../src/kernel/kernel.wat', import.meta.url), 'utf8');
  const module = parseWat('kernel.wat', text, { simd: true });
  module.validate();
  return module.toBinary({}).buffer;
}
