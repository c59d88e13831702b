import { nodeKind } from './nodes.ts';
import { EMPTY, NOTHING, type RegexId, type RegexStore } from './store.ts';

/**
 * The operands of a union in normal form: flat, sorted, unique, byte sets merged, common heads taken
 * out. Taking heads out makes a union of literals the trie of them, so that its derivative touches one
 * branch and not every literal.
 */
export function unionOperands(store: RegexStore, ids: readonly RegexId[]): RegexId[] {
  const operands = flatten(store, ids);
  const anything = operands.find((id) => isAnything(store, id));
  if (anything !== undefined) return [anything];
  mergeSets(store, operands);
  const merged = mergeTails(store, mergeHeads(store, sortedUnique(operands)));
  if (merged[0] === EMPTY && merged.some((id) => id !== EMPTY && store.isNullable(id))) {
    merged.shift();
  }
  return merged;
}

function flatten(store: RegexStore, ids: readonly RegexId[]): RegexId[] {
  const { kind, first, second, operands } = store.nodes;
  const flat: RegexId[] = [];
  for (const id of ids) {
    if (id === NOTHING) continue;
    if (kind[id] !== nodeKind.union) {
      flat.push(id);
      continue;
    }
    const end = first[id]! + second[id]!;
    for (let index = first[id]!; index < end; index++) flat.push(operands[index]!);
  }
  return flat;
}

function isAnything(store: RegexStore, id: RegexId): boolean {
  return store.nodes.kind[id] === nodeKind.complement && store.nodes.first[id] === NOTHING;
}

/** Replaces all byte sets by one, in place. */
function mergeSets(store: RegexStore, operands: RegexId[]): void {
  const { kind, first } = store.nodes;
  const sets: number[] = [];
  for (const operand of operands) {
    if (kind[operand] === nodeKind.set) sets.push(first[operand]!);
  }
  if (sets.length < 2) return;
  const merged = store.byteSet(store.sets.union(sets));
  let length = 0;
  for (const operand of operands) {
    if (kind[operand] !== nodeKind.set) operands[length++] = operand;
  }
  operands[length++] = merged;
  operands.length = length;
}

function sortedUnique(operands: RegexId[]): RegexId[] {
  operands.sort((a, b) => a - b);
  let length = 0;
  for (const operand of operands) {
    if (length === 0 || operands[length - 1] !== operand) operands[length++] = operand;
  }
  operands.length = length;
  return operands;
}

/** ab|ac becomes a(b|c). */
function mergeHeads(store: RegexStore, operands: RegexId[]): RegexId[] {
  const { kind, first, second } = store.nodes;
  const groups = groupConcats(store, operands, (id) => first[id]!);
  if (groups === undefined) return operands;
  const merged: RegexId[] = [];
  for (const operand of operands) {
    const tails = kind[operand] === nodeKind.concat ? groups.get(first[operand]!)! : undefined;
    if (tails === undefined || tails.length === 1) merged.push(operand);
    else if (tails[0] === operand) {
      const rest = store.union(tails.map((id) => second[id]!));
      merged.push(store.concatPair(first[operand]!, rest));
    }
  }
  return sortedUnique(merged);
}

/** [a]x|[b]x becomes [ab]x. */
function mergeTails(store: RegexStore, operands: RegexId[]): RegexId[] {
  const { kind, first, second } = store.nodes;
  const isSetFirst = (id: RegexId) => kind[first[id]!] === nodeKind.set;
  const groups = groupConcats(store, operands, (id) => (isSetFirst(id) ? second[id]! : -1));
  if (groups === undefined) return operands;
  const merged: RegexId[] = [];
  for (const operand of operands) {
    const isCandidate = kind[operand] === nodeKind.concat && isSetFirst(operand);
    const heads = isCandidate ? groups.get(second[operand]!)! : undefined;
    if (heads === undefined || heads.length === 1) merged.push(operand);
    else if (heads[0] === operand) {
      const head = store.union(heads.map((id) => first[id]!));
      merged.push(store.concatPair(head, second[operand]!));
    }
  }
  return sortedUnique(merged);
}

/** The concatenations by `key`, those of key -1 left out; undefined when no two share one. */
function groupConcats(
  store: RegexStore,
  operands: readonly RegexId[],
  key: (id: RegexId) => number,
): Map<number, RegexId[]> | undefined {
  const { kind } = store.nodes;
  const groups = new Map<number, RegexId[]>();
  let areShared = false;
  for (const operand of operands) {
    if (kind[operand] !== nodeKind.concat) continue;
    const groupKey = key(operand);
    if (groupKey < 0) continue;
    const group = groups.get(groupKey);
    if (group === undefined) groups.set(groupKey, [operand]);
    else {
      group.push(operand);
      areShared = true;
    }
  }
  return areShared ? groups : undefined;
}
