import type { ByteWindow } from './byte-window.ts';

/** A field of a message: a number, or the bytes from `start` to `end`. */
export type Field =
  | { readonly number: number; readonly kind: 'number'; readonly value: number }
  | {
      readonly number: number;
      readonly kind: 'bytes';
      readonly start: number;
      readonly end: number;
    };

/** The fields of the message between two places, in the order of the file. Throws `RangeError` when it is no such message. */
export function* fields(bytes: ByteWindow, start: number, end: number): Generator<Field> {
  const cursor = { place: start };
  while (cursor.place < end) {
    const key = readVarint(bytes, cursor);
    yield readField(bytes, cursor, { number: Math.floor(key / 8), wire: key % 8, end });
  }
}

/** The numbers of a packed field. */
export function packedNumbers(bytes: ByteWindow, start: number, end: number): number[] {
  const cursor = { place: start };
  const numbers: number[] = [];
  while (cursor.place < end) numbers.push(readVarint(bytes, cursor));
  return numbers;
}

interface Cursor {
  place: number;
}

function readField(
  bytes: ByteWindow,
  cursor: Cursor,
  { number, wire, end }: { number: number; wire: number; end: number },
): Field {
  if (wire === 0) return { number, kind: 'number', value: readVarint(bytes, cursor) };
  const start = wire === 2 ? undefined : cursor.place;
  const length = wire === 2 ? readVarint(bytes, cursor) : fixedLength(wire);
  const field = { number, kind: 'bytes', start: start ?? cursor.place } as const;
  cursor.place += length;
  if (cursor.place > end) throw new RangeError(`field ${number} is longer than what it is part of`);
  return { ...field, end: cursor.place };
}

function fixedLength(wire: number): number {
  if (wire === 1) return 8;
  if (wire === 5) return 4;
  throw new RangeError(`wire type ${wire} is none that is in use`);
}

/** Negative numbers come out as large ones: no field that is read here has any. */
function readVarint(bytes: ByteWindow, cursor: Cursor): number {
  let value = 0;
  for (let scale = 1; scale < 2 ** 64; scale *= 128) {
    const byte = bytes.byte(cursor.place++);
    value += (byte & 127) * scale;
    if (byte < 128) return value;
  }
  throw new RangeError('a number has more than 10 bytes');
}
