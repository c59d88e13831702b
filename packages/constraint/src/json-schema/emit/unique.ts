import type { SymbolId } from '../../grammar.ts';
import type { RegexId, RegexStore } from '../../regex/store.ts';
import { itemAt } from '../array-form.ts';
import type { ArrayForm, ExpressionId } from '../kinds.ts';
import { emitSequence, StateNumbers, type Step } from './sequence.ts';
import type { Emitter } from './value.ts';

/** Values a set may have to be listed, and to be written in any order. */
const MOST_VALUES = 500;
const MOST_IN_ANY_ORDER = 10;
const MOST_STATES = 10_000;

/**
 * The bodies of an array whose items are unique: possible where they come from a finite set. With more
 * than ten values only the arrays that keep to the order of the values are written.
 * `undefined` when the items are unique anyway.
 */
export function emitUnique(form: ArrayForm, emitter: Emitter): SymbolId[][] | undefined {
  if (isUniqueAnyway(form, emitter)) return undefined;
  const pointer = form.unique ?? '';
  const refuse = (message: string) => {
    emitter.faults.unsupported(pointer, 'uniqueItems', message);
    return [];
  };
  if (form.counts.length > 0) return refuse('cannot be combined with contains');
  const places = form.prefix.slice(0, form.most).concat(form.rest);
  const lists = places.map((item) => finiteTexts(item, emitter));
  if (lists.some((list) => list === undefined)) {
    return refuse(`needs items from a finite set of at most ${MOST_VALUES} values`);
  }
  const texts = lists.map((list) => list ?? []);
  const universe = [...new Set(texts.flat())];
  if (universe.length <= MOST_IN_ANY_ORDER) return emitAnyOrder(form, texts, universe, emitter);
  if (form.prefix.length > 0) return refuse(`has more than ${MOST_IN_ANY_ORDER} values`);
  emitter.faults.warn(
    pointer,
    'uniqueItems',
    'items are written in the order of their values only',
  );
  return emitInOrder(form, universe, emitter);
}

/** Items that are in disjoint sets differ. */
function isUniqueAnyway(form: ArrayForm, { expander }: Emitter): boolean {
  const length = Math.min(form.most, form.prefix.length + 2);
  if (length > 16) return false;
  for (let one = 0; one < length; one++) {
    for (let other = one + 1; other < length; other++) {
      if (!expander.isDisjoint(itemAt(form, one), itemAt(form, other))) return false;
    }
  }
  return true;
}

/** One bit for every value that is written already. */
function emitAnyOrder(
  form: ArrayForm,
  texts: readonly (readonly string[])[],
  universe: readonly string[],
  emitter: Emitter,
): SymbolId[][] {
  const symbols = universe.map((text) => literal(text, emitter));
  const numbers = new StateNumbers<{ index: number; used: number }>(MOST_STATES);
  const steps: Step[] = [];
  const accepting = new Set<number>();
  numbers.numberOf('0', { index: 0, used: 0 });
  for (let from = 0; from < numbers.states.length; from++) {
    const { index, used } = numbers.states[from]!;
    if (index >= form.least) accepting.add(from);
    if (index >= form.most) continue;
    for (const text of texts[Math.min(index, texts.length - 1)]!) {
      const value = universe.indexOf(text);
      if ((used & (1 << value)) !== 0) continue;
      const next = used | (1 << value);
      const to = numbers.numberOf(`${next}`, { index: index + 1, used: next })!;
      steps.push({ from, to, symbols: [symbols[value]!] });
    }
  }
  return emitSequence(emitter.builder, { steps, accepting }, emitter.layout.comma);
}

/** Every value at most once, in order, and counted as far as the bounds ask for it. */
function emitInOrder(form: ArrayForm, universe: readonly string[], emitter: Emitter): SymbolId[][] {
  const { least, most } = form;
  const isBounded = most < universe.length;
  const mostCount = isBounded ? most : least;
  const numbers = new StateNumbers<{ place: number; count: number }>(MOST_STATES);
  const steps: Step[] = [];
  const accepting = new Set<number>();
  const numberOf = (place: number, count: number) => {
    const number = numbers.numberOf(`${place} ${count}`, { place, count });
    if (number === undefined) throw emitter.faults.tooComplex('unique items');
    return number;
  };
  numberOf(0, 0);
  for (let from = 0; from < numbers.states.length; from++) {
    const { place, count } = numbers.states[from]!;
    if (place === universe.length) {
      if (count >= least) accepting.add(from);
      continue;
    }
    steps.push({ from, to: numberOf(place + 1, count), symbols: undefined });
    if (isBounded && count >= most) continue;
    const to = numberOf(place + 1, Math.min(count + 1, mostCount));
    steps.push({ from, to, symbols: [literal(universe[place]!, emitter)] });
  }
  return emitSequence(emitter.builder, { steps, accepting }, emitter.layout.comma);
}

function literal(text: string, { builder }: Emitter): SymbolId {
  return builder.lexeme(builder.regex.literal(text));
}

/** The JSON texts of a set of words, numbers and strings; `undefined` when it is not small. */
function finiteTexts(id: ExpressionId, { expander, builder }: Emitter): string[] | undefined {
  const kinds = expander.expand(id);
  if (kinds === undefined) return undefined;
  const compounds = [...kinds.arrays, ...kinds.objects].length > 0;
  if (compounds) return expander.isEmpty(id) ? [] : undefined;
  const number = expander.numbers.written(kinds.numbers);
  const texts: string[] = [...kinds.words];
  for (const regex of [number, expander.strings.quoted(kinds.strings)]) {
    const some = textsOf(regex, builder.regex);
    if (some === undefined) return undefined;
    texts.push(...some);
  }
  const values = new Map(texts.map((text) => [JSON.stringify(JSON.parse(text)), text]));
  return [...values.keys()];
}

/** All texts of a regex, shortest first; `undefined` when there are many. */
function textsOf(regex: RegexId, store: RegexStore): string[] | undefined {
  const texts: string[] = [];
  const decoder = new TextDecoder();
  let frontier: { rest: RegexId; bytes: number[] }[] = [{ rest: regex, bytes: [] }];
  while (frontier.length > 0) {
    const next: { rest: RegexId; bytes: number[] }[] = [];
    for (const { rest, bytes } of frontier) {
      if (store.isNullable(rest)) texts.push(decoder.decode(Uint8Array.from(bytes)));
      for (let byte = 0; byte < 256; byte++) {
        const derivative = store.derivative(rest, byte);
        if (store.tryIsEmpty(derivative, 1_000) === true) continue;
        next.push({ rest: derivative, bytes: [...bytes, byte] });
      }
      if (texts.length + next.length > MOST_VALUES) return undefined;
    }
    frontier = next;
  }
  return texts;
}
