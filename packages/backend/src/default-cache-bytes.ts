import { totalmem } from 'node:os';

/** What keys and values may take where nobody says: a quarter of the memory that the process may use, at most 8 GiB. */
export function defaultCacheBytes(): number {
  const allowed = process.constrainedMemory() || Infinity;
  return Math.min(Math.min(totalmem(), allowed) / 4, 8 * 2 ** 30);
}
