import { readSync } from 'node:fs';

/** Few fields between two weights are longer. */
const WINDOW_BYTES = 8 * 1024;

/** A file as bytes at places, read a window at a time, so that what is skipped costs nothing. */
export class ByteWindow {
  readonly size: number;
  readonly #descriptor: number;
  readonly #buffer = Buffer.alloc(WINDOW_BYTES);
  #start = 0;
  #end = 0;

  constructor(descriptor: number, size: number) {
    this.#descriptor = descriptor;
    this.size = size;
  }

  byte(place: number): number {
    if (place < this.#start || place >= this.#end) this.#load(place);
    return this.#buffer[place - this.#start]!;
  }

  /** Throws `RangeError` for texts that are longer than names are. */
  text(start: number, end: number): string {
    if (end - start > WINDOW_BYTES) throw new RangeError(`a name has ${end - start} bytes`);
    if (start < this.#start || end > this.#end) this.#load(start);
    if (end > this.#end)
      throw new RangeError(`the file ends at byte ${this.#end}, inside of a name`);
    return this.#buffer.toString('utf8', start - this.#start, end - this.#start);
  }

  #load(place: number): void {
    const read = readSync(this.#descriptor, this.#buffer, 0, WINDOW_BYTES, place);
    if (read === 0) throw new RangeError(`the file ends at byte ${place}, inside of a field`);
    this.#start = place;
    this.#end = place + read;
  }
}
