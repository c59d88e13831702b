import { NOTHING, type RegexId, type RegexStore } from '../regex/store.ts';

/** Levels to look for a byte that settles it before the exact question is asked. */
const quickLevels = 3;

/** Whether `regex` matches a string that none of `rivals` does; taken to be so when the fuel runs out. */
export function exceeds(
  store: RegexStore,
  regex: RegexId,
  rivals: readonly RegexId[],
  fuel: number,
): boolean {
  let rest = regex;
  let alive = rivals;
  for (let level = 0; level < quickLevels; level++) {
    const descent = findFree(store, rest, alive, fuel);
    if (descent === 'free') return true;
    if (descent === undefined) break;
    rest = store.derivative(rest, descent);
    alive = alive.map((rival) => store.derivative(rival, descent)).filter((id) => id !== NOTHING);
  }
  const others = store.complement(store.union(alive));
  return store.tryIsEmpty(store.intersection([rest, others]), fuel) !== true;
}

/** 'free' where a byte leads away from all rivals, else the only byte that leads on, if it is one. */
function findFree(
  store: RegexStore,
  regex: RegexId,
  rivals: readonly RegexId[],
  fuel: number,
): number | 'free' | undefined {
  const { of } = store.firstBytes(regex);
  const alive = new Map<number, boolean>();
  let only: number | undefined;
  let count = 0;
  for (let byte = 0; byte < 256; byte++) {
    const representative = of[byte]!;
    if (!alive.has(representative)) {
      const rest = store.derivative(regex, representative);
      alive.set(representative, rest !== NOTHING && store.tryIsEmpty(rest, fuel) !== true);
    }
    if (alive.get(representative) !== true) continue;
    if (rivals.every((rival) => store.derivative(rival, byte) === NOTHING)) return 'free';
    only = byte;
    count++;
  }
  return count === 1 ? only : undefined;
}
