import type { SymbolId } from '../../grammar.ts';
import { itemAt } from '../array-form.ts';
import { type ArrayForm, type ExpressionId, type ItemCount, NOTHING } from '../kinds.ts';
import { emitSequence, StateNumbers, type Step } from './sequence.ts';
import { emitUnique } from './unique.ts';
import type { Emitter } from './value.ts';

/** States the automaton over the items of one array may have. */
const MOST_STATES = 10_000;

/** The alternatives of an array form. */
export function emitArray(form: ArrayForm, emitter: Emitter): SymbolId[][] {
  if (form.least > form.most) return [];
  const { openArray, closeArray } = emitter.layout;
  return bodies(form, emitter).map((body) => [openArray, ...body, closeArray]);
}

function bodies(form: ArrayForm, emitter: Emitter): SymbolId[][] {
  if (form.unique !== undefined && form.most > 1) {
    const unique = emitUnique(form, emitter);
    if (unique !== undefined) return unique;
  }
  return form.counts.length > 0 ? emitCounted(form, emitter) : emitPlain(form, emitter);
}

/** The items of the prefix one by one, and all others as one counted repetition. */
function emitPlain(form: ArrayForm, emitter: Emitter): SymbolId[][] {
  const { prefix, rest, least, most } = form;
  const shown = Math.min(prefix.length, most);
  const steps: Step[] = [];
  const accepting = new Set<number>();
  for (let index = 0; index < shown; index++) {
    if (index >= least) accepting.add(index);
    if (prefix[index] === NOTHING) return emit(steps, accepting, emitter);
    steps.push({ from: index, to: index + 1, symbols: [emitter.symbol(prefix[index]!)] });
  }
  if (shown >= least) accepting.add(shown);
  if (most > shown && rest !== NOTHING) {
    const fewest = Math.max(1, least - shown);
    const { builder, layout } = emitter;
    const others = builder.repeat(emitter.symbol(rest), fewest, most - shown, layout.comma);
    steps.push({ from: shown, to: shown + 1, symbols: [others] });
    accepting.add(shown + 1);
  }
  return emit(steps, accepting, emitter);
}

interface State {
  readonly index: number;
  readonly counts: readonly number[];
}

/** Keeps count of the items that `contains` looks for. */
function emitCounted(form: ArrayForm, emitter: Emitter): SymbolId[][] {
  const numbers = new StateNumbers<State>(MOST_STATES);
  const steps: Step[] = [];
  const accepting = new Set<number>();
  const numberOf = (state: State) => {
    const number = numbers.numberOf(`${state.index} ${state.counts}`, state);
    if (number === undefined) throw emitter.faults.tooComplex('counted items');
    return number;
  };
  numberOf({ index: 0, counts: form.counts.map(() => 0) });
  for (let from = 0; from < numbers.states.length; from++) {
    const state = numbers.states[from]!;
    if (isEnough(form, state)) accepting.add(from);
    if (state.index >= form.most) continue;
    for (const [value, counts] of nextItems(form, state, emitter)) {
      const to = numberOf({ index: nextIndex(form, state.index), counts });
      steps.push({ from, to, symbols: [emitter.symbol(value)] });
    }
  }
  return emit(steps, accepting, emitter);
}

function isEnough(form: ArrayForm, { index, counts }: State): boolean {
  return index >= form.least && form.counts.every(({ least }, at) => counts[at]! >= least);
}

/** Behind the last index that makes a difference all are the same. */
function nextIndex({ prefix, least, most, counts }: ArrayForm, index: number): number {
  if (most !== Infinity) return index + 1;
  return Math.min(index + 1, Math.max(prefix.length, least, ...counts.map(({ from }) => from)));
}

/** The sets the next item may be in, and the counts there are then. */
function nextItems(
  form: ArrayForm,
  { index, counts }: State,
  { expander: { table } }: Emitter,
): [ExpressionId, readonly number[]][] {
  let ways: [ExpressionId, readonly number[]][] = [[itemAt(form, index), counts]];
  form.counts.forEach((count, at) => {
    if (index < count.from || isSettled(count, counts[at]!)) return;
    ways = ways.flatMap(([value, now]) => {
      const others = count.most === Infinity ? value : table.all([value, table.not(count.value)]);
      const matching = table.all([value, count.value]);
      const without: [ExpressionId, readonly number[]] = [others, now];
      if (now[at]! >= count.most) return [without];
      return [without, [matching, now.with(at, now[at]! + 1)]];
    });
  });
  return ways.filter(([value]) => value !== NOTHING);
}

/** Enough items are found, and more of them do no harm. */
function isSettled({ least, most }: ItemCount, found: number): boolean {
  return most === Infinity && found >= least;
}

function emit(steps: Step[], accepting: ReadonlySet<number>, emitter: Emitter): SymbolId[][] {
  return emitSequence(emitter.builder, { steps, accepting }, emitter.layout.comma);
}
