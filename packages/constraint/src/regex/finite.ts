import { nodeKind, unbounded } from './nodes.ts';
import type { RegexId, RegexStore } from './store.ts';

/** Whether a regex plainly matches finitely many strings; false also where that is hard to see. */
export function isPlainlyFinite(
  store: RegexStore,
  memo: Map<RegexId, boolean>,
  id: RegexId,
): boolean {
  const known = memo.get(id);
  if (known !== undefined) return known;
  const answer = decide(store, memo, id);
  memo.set(id, answer);
  return answer;
}

function decide(store: RegexStore, memo: Map<RegexId, boolean>, id: RegexId): boolean {
  const { kind, first, second, third } = store.nodes;
  let rest = id;
  for (; kind[rest] === nodeKind.concat; rest = second[rest]!) {
    if (!isPlainlyFinite(store, memo, first[rest]!)) return false;
  }
  switch (kind[rest]) {
    case nodeKind.union:
      return store.operandsOf(rest).every((operand) => isPlainlyFinite(store, memo, operand));
    case nodeKind.intersection:
      return store.operandsOf(rest).some((operand) => isPlainlyFinite(store, memo, operand));
    case nodeKind.complement:
    case nodeKind.machine:
      return false;
    case nodeKind.repeat:
      return third[rest] !== unbounded && isPlainlyFinite(store, memo, first[rest]!);
    default:
      return true;
  }
}
