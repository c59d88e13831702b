import koffi from 'koffi';
import { madvise } from './madvise.ts';

/** Of the largest pages that Linux has on these machines. */
const PAGE_BYTES = process.arch === 'x64' ? 4096n : 65536n;

/** Words of sys/mman.h on Linux. */
const MADV_DONTNEED = 4;
const MADV_NOHUGEPAGE = 15;

/**
 * Gives the whole pages within this memory back to the system; they read as zeros. Only on Linux: other systems have no call that
 * does it at once, and keep the memory for the next tokens.
 */
export function discardPages(memory: ArrayBufferView): void {
  advise(memory, MADV_DONTNEED);
}

/**
 * Lets the first byte that is written take up one small page. Where Linux gives huge pages to everyone, a short sequence would
 * take up 2 MiB for each head of each layer.
 */
export function preferSmallPages(memory: ArrayBufferView): void {
  advise(memory, MADV_NOHUGEPAGE);
}

function advise(memory: ArrayBufferView, advice: number): void {
  if (process.platform !== 'linux' || memory.byteLength === 0) return;
  const start = koffi.address(memory);
  const first = ((start + PAGE_BYTES - 1n) / PAGE_BYTES) * PAGE_BYTES;
  const end = ((start + BigInt(memory.byteLength)) / PAGE_BYTES) * PAGE_BYTES;
  if (end > first) madvise()(first, Number(end - first), advice);
}
