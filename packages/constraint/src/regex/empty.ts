import { FirstBytesMemo, firstBytes } from './first-bytes.ts';
import { nodeKind } from './nodes.ts';
import { NOTHING, type RegexId, type RegexStore } from './store.ts';

/** What is known of a regex: 1 = it matches something, 2 = it matches nothing. */
export class EmptinessMemo {
  readonly known = new Map<RegexId, 1 | 2>();
  /** The fuel that was not enough. */
  readonly tried = new Map<RegexId, number>();
  readonly bytes = new FirstBytesMemo();
}

/**
 * Looks for a string that `id` matches, depth first, one representative byte for each class of bytes
 * that `id` tells apart. Undefined when `fuel` derivatives do not settle it.
 */
export function emptiness(
  store: RegexStore,
  memo: EmptinessMemo,
  id: RegexId,
  fuel: number,
): boolean | undefined {
  const { known, tried } = memo;
  const answer = known.get(id);
  if (answer !== undefined) return answer === 2;
  if ((tried.get(id) ?? -1) >= fuel) return undefined;
  if (hasKnownWitness(store, id)) {
    known.set(id, 1);
    return false;
  }
  const visited = new Set<RegexId>([id]);
  const path = [{ id, bytes: firstBytes(store, memo.bytes, id).representatives, next: 0 }];
  let left = fuel;
  for (let top = path.at(-1); top !== undefined; top = path.at(-1)) {
    if (isWitness(store, known, top.id)) {
      for (const step of path) known.set(step.id, 1);
      return false;
    }
    const byte = top.bytes[top.next++];
    if (byte === undefined) {
      path.pop();
      continue;
    }
    if (--left < 0) {
      tried.set(id, fuel);
      return undefined;
    }
    const derivative = store.derivative(top.id, byte);
    if (visited.has(derivative) || known.get(derivative) === 2) continue;
    visited.add(derivative);
    const { representatives: bytes } = firstBytes(store, memo.bytes, derivative);
    path.push({ id: derivative, bytes, next: 0 });
  }
  for (const seen of visited) known.set(seen, 2);
  return true;
}

function isWitness(store: RegexStore, known: Map<RegexId, 1 | 2>, id: RegexId): boolean {
  if (store.isNullable(id) || known.get(id) === 1) return true;
  return id !== NOTHING && !store.hasBoolean(id);
}

/** Whether what a machine in `id` knows to be accepted settles it: a search may be long where one counts. */
function hasKnownWitness(store: RegexStore, id: RegexId): boolean {
  const machine = findMachine(store, id);
  if (machine === undefined) return false;
  const { first, second } = store.nodes;
  let rest = id;
  for (const byte of store.machines[first[machine]!]!.witness?.(second[machine]!) ?? []) {
    rest = store.derivative(rest, byte);
  }
  return store.isNullable(rest);
}

function findMachine(store: RegexStore, id: RegexId): RegexId | undefined {
  const { kind, first } = store.nodes;
  let head = id;
  while (kind[head] === nodeKind.concat) head = first[head]!;
  if (kind[head] === nodeKind.machine) return head;
  const isSet = kind[head] === nodeKind.union || kind[head] === nodeKind.intersection;
  return isSet
    ? store.operandsOf(head).find((operand) => kind[operand] === nodeKind.machine)
    : undefined;
}
