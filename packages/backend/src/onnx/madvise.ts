import koffi from 'koffi';

/** The call of sys/mman.h, on this thread or on one of libuv's pool. */
interface Madvise {
  (address: bigint, bytes: number, advice: number): number;
  async(address: bigint, bytes: number, advice: number, done: () => void): void;
}

/** Bound at first use. The library is the process itself, which is never unloaded. */
let bound: Madvise | undefined;

/** Linux's `madvise`; other systems may have none. */
export function madvise(): Madvise {
  bound ??= koffi.load(null).func('madvise', 'int', ['void *', 'size_t', 'int']) as Madvise;
  return bound;
}
