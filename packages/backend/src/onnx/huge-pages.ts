import { readFile } from 'node:fs/promises';
import { madvise } from './madvise.ts';

/** What a huge page covers where pages have 4 KiB; Linux leaves alone what is smaller than its own. */
const HUGE_PAGE_BYTES = 2n ** 21n;

/** A word of sys/mman.h since Linux 6.1; older ones refuse it. */
const MADV_COLLAPSE = 25;

interface Region {
  readonly start: bigint;
  readonly end: bigint;
}

/**
 * Gathers the memory that `allocate` takes into huge pages: each step of a model reads all weights, and finding 4 KiB pages takes
 * up to a tenth of its time. Where the system has no call for it, the memory stays as it is.
 */
export async function inHugePages(allocate: () => Promise<void>): Promise<void> {
  if (process.platform !== 'linux') return allocate();
  const before = await anonymousRegions();
  await allocate();
  const taken = (await anonymousRegions()).flatMap((region) => subtract(region, before));
  for (const region of taken) await collapse(region);
}

/** Memory of no file, in the order of addresses. */
async function anonymousRegions(): Promise<readonly Region[]> {
  const maps = await readFile('/proc/self/maps', 'latin1');
  const lines = maps.matchAll(/^([0-9a-f]+)-([0-9a-f]+) rw-p 0+ 00:00 0\s*(?:\[heap\])?$/gm);
  return [...lines].map(([, start, end]) => ({
    start: BigInt(`0x${start}`),
    end: BigInt(`0x${end}`),
  }));
}

function subtract(region: Region, others: readonly Region[]): Region[] {
  const rest: Region[] = [];
  let start = region.start;
  for (const other of others) {
    if (other.end <= start || other.start >= region.end) continue;
    if (other.start > start) rest.push({ start, end: other.start });
    start = other.end;
  }
  if (start < region.end) rest.push({ start, end: region.end });
  return rest;
}

/** On another thread: it copies. What was never written stays so. */
function collapse({ start, end }: Region): Promise<void> {
  const first = ((start + HUGE_PAGE_BYTES - 1n) / HUGE_PAGE_BYTES) * HUGE_PAGE_BYTES;
  const last = (end / HUGE_PAGE_BYTES) * HUGE_PAGE_BYTES;
  if (last <= first) return Promise.resolve();
  return new Promise((resolve) => {
    // Refused or not, the memory holds what it held.
    madvise().async(first, Number(last - first), MADV_COLLAPSE, () => resolve());
  });
}
