import { closeSync, openSync, readSync } from 'node:fs';
import { fromHalf } from './half.ts';
import type { WeightSource } from './weight-source.ts';

/** A source that holds a file open. */
export interface SafetensorsFile extends WeightSource, Disposable {}

/** The weights of a safetensors file in F32, F16 or BF16; each is read when it is asked for. */
export function openSafetensors(path: string): SafetensorsFile {
  const file = openSync(path, 'r');
  const headerLength = Number(new DataView(readBytes(file, 0, 8)).getBigUint64(0, true));
  const header = new TextDecoder().decode(readBytes(file, 8, headerLength));
  const entries: Readonly<Record<string, Entry>> = JSON.parse(header);
  return {
    read(name) {
      const entry = entries[name];
      if (!entry) throw new RangeError(`${path} has no weight ${name}`);
      const [start, end] = entry.data_offsets;
      return toFloat32(readBytes(file, 8 + headerLength + start, end - start), entry.dtype);
    },
    [Symbol.dispose]: () => closeSync(file),
  };
}

interface Entry {
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly data_offsets: readonly [number, number];
}

/** One call of the system reads no more than 2 GiB. */
const PIECE = 2 ** 30;

function readBytes(file: number, position: number, length: number): ArrayBuffer {
  const bytes = new Uint8Array(length);
  for (let done = 0; done < length; ) {
    const count = readSync(file, bytes, done, Math.min(PIECE, length - done), position + done);
    if (count === 0) throw new RangeError('a safetensors file ends before its last weight');
    done += count;
  }
  return bytes.buffer;
}

function toFloat32(bytes: ArrayBuffer, dtype: string): Float32Array {
  switch (dtype) {
    case 'F32':
      return new Float32Array(bytes);
    case 'F16':
      return Float32Array.from(new Uint16Array(bytes), fromHalf);
    case 'BF16':
      return new Float32Array(
        Uint32Array.from(new Uint16Array(bytes), (half) => half << 16).buffer,
      );
    default:
      throw new RangeError(`weights are read as F32, F16 or BF16, not as ${dtype}`);
  }
}
