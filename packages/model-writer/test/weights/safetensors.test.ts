import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openSafetensors } from '../../src/index.ts';
import { temporaryFolder } from '../written-model.ts';

const numbers = [0, -0, 1, -2.5, 65504, 2 ** -24, -(2 ** -14), Infinity];

test('weights in F32, F16 and BF16 are read as float32', async () => {
  using file = openSafetensors(
    await writeSafetensors({
      single: ['F32', Float32Array.from(numbers)],
      half: ['F16', Uint16Array.of(0, 0x8000, 0x3c00, 0xc100, 0x7bff, 1, 0x8400, 0x7c00)],
      brain: ['BF16', Uint16Array.of(0, 0x8000, 0x3f80, 0xc020)],
    }),
  );
  expect([...file.read('single')]).toEqual(numbers);
  expect([...file.read('half')]).toEqual(numbers);
  expect([...file.read('brain')]).toEqual(numbers.slice(0, 4));
});

test('a weight that is not there and a type that is not read are refused by name', async () => {
  using file = openSafetensors(await writeSafetensors({ odd: ['I8', Uint16Array.of(1)] }));
  expect(() => file.read('even')).toThrow('has no weight even');
  expect(() => file.read('odd')).toThrow('F32, F16 or BF16, not as I8');
});

type Content = Readonly<Record<string, readonly [string, Float32Array | Uint16Array]>>;

async function writeSafetensors(content: Content): Promise<string> {
  const path = join(await temporaryFolder(), 'model.safetensors');
  const header: Record<string, object> = {};
  const pieces: Uint8Array[] = [];
  let end = 0;
  for (const [name, [dtype, values]] of Object.entries(content)) {
    pieces.push(new Uint8Array(values.buffer));
    const start = end;
    end += values.byteLength;
    header[name] = { dtype, shape: [values.length], data_offsets: [start, end] };
  }
  const text = new TextEncoder().encode(JSON.stringify(header));
  const length = new Uint8Array(BigUint64Array.of(BigInt(text.length)).buffer);
  await writeFile(path, Buffer.concat([length, text, ...pieces]));
  return path;
}
