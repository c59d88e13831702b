import type { SymbolId } from '../../grammar.ts';
import { type ExpressionId, NOTHING, type ObjectForm } from '../kinds.ts';
import type { NameClass, NamedProperty } from '../object-plan.ts';
import { emitSequence, StateNumbers, type Step } from './sequence.ts';
import type { Emitter } from './value.ts';

/** States the automaton over the properties of one object may have. */
const MOST_STATES = 10_000;
/** Claims that some property exists: each takes a bit of the state. */
const MOST_WITNESSES = 6;
/** Properties that may stand anywhere, once: each takes a bit of the state, and doubles the states. */
const MOST_FLOATING = 6;
const MOST_FLOATING_OF_MANY = 4;
const MOST_FLOATING_UNASKED = 4;
/** Counts up to here are kept property by property; larger ones only behind the declared properties. */
const MOST_COUNTED_ANYWHERE = 16;

/** Where the writing of an object stands. */
interface State {
  /** The next property in turn. */
  readonly place: number;
  /** A bit for each floating property that is written. */
  readonly written: number;
  /** Properties written, as far as they make a difference. */
  readonly count: number;
  /** A bit for each claim of `some` that a property has met. */
  readonly met: number;
}

/** Behind the repetition of undeclared properties. */
const END: State = { place: -1, written: 0, count: 0, met: 0 };

type Symbols = readonly SymbolId[];

/** The alternatives of an object form. */
export function emitObject(form: ObjectForm, emitter: Emitter): SymbolId[][] {
  if (form.least > form.most) return [];
  if (form.some.length > MOST_WITNESSES) {
    throw emitter.faults.tooComplex('claims that some property exists');
  }
  const { openObject, closeObject } = emitter.layout;
  const bodies = new ObjectWriter(form, emitter).bodies();
  return bodies.map((body) => [openObject, ...body, closeObject]);
}

class ObjectWriter {
  readonly #form: ObjectForm;
  readonly #emitter: Emitter;
  /** Written in this order. */
  readonly #ordered: readonly NamedProperty[];
  /** Written anywhere, but once. */
  readonly #floating: readonly NamedProperty[];
  /** Optional ones written anywhere; that they are not repeated is not seen to. */
  readonly #loose: readonly NamedProperty[];
  readonly #classes: readonly NameClass[];
  readonly #keys = new Map<string, SymbolId>();
  readonly #counts: boolean;
  readonly #allMet: number;
  readonly #steps: Step[] = [];
  readonly #accepting = new Set<number>();
  readonly #numbers = new StateNumbers<State>(MOST_STATES);
  #other: Symbols | undefined;

  constructor(form: ObjectForm, emitter: Emitter) {
    this.#form = form;
    this.#emitter = emitter;
    const { named, classes } = emitter.expander.plan(form);
    this.#classes = classes.filter(({ value }) => value !== NOTHING);
    const present = named.filter(({ value, required }) => required || value !== NOTHING);
    this.#floating = this.#chooseFloating(present);
    const others = present.filter((property) => !this.#floating.includes(property));
    const isLoose = ({ required }: NamedProperty) => emitter.hasFreeOrder && !required;
    this.#loose = others.filter(isLoose);
    this.#ordered = others.filter((property) => !isLoose(property));
    for (const { name } of named) {
      this.#keys.set(name, this.#key(emitter.expander.strings.literal(name)));
    }
    this.#counts = this.#countsMatter(present);
    this.#allMet = (1 << form.some.length) - 1;
    if (this.#counts && this.#loose.length > 0) {
      throw emitter.faults.tooComplex('counted properties in free order');
    }
  }

  bodies(): SymbolId[][] {
    this.#numberOf({ place: 0, written: 0, count: 0, met: 0 });
    for (let number = 0; number < this.#numbers.states.length; number++) {
      this.#leave(number, this.#numbers.states[number]!);
    }
    const sequence = { steps: this.#steps, accepting: this.#accepting };
    return emitSequence(this.#emitter.builder, sequence, this.#emitter.layout.comma);
  }

  /** All steps out of a state. */
  #leave(number: number, state: State): void {
    if (state === END) return;
    const property = this.#ordered[state.place];
    if (property !== undefined) {
      const next = { ...state, place: state.place + 1 };
      if (!property.required) this.#step(number, next, undefined);
      this.#write(number, next, property, [this.#keys.get(property.name)!]);
    }
    this.#floating.forEach((other, index) => {
      const written = state.written | (1 << index);
      if (written === state.written) return;
      this.#write(number, { ...state, written }, other, [this.#keys.get(other.name)!]);
    });
    if (this.#isEnough(state)) this.#accepting.add(number);
    this.#writeOthers(number, state);
  }

  /** Undeclared and loose properties: anywhere, or as one counted repetition behind all others. */
  #writeOthers(number: number, state: State): void {
    if (this.#classes.length === 0 && this.#loose.length === 0) return;
    if (this.#repeatsAtEnd()) {
      if (state.place === this.#ordered.length) this.#repeatOthers(number, state);
    } else if (this.#allMet === 0) {
      this.#step(number, { ...state, count: state.count + 1 }, this.#anyOther());
    } else {
      for (const other of this.#classes) {
        this.#write(number, state, other, [this.#classKey(other)]);
      }
      for (const other of this.#loose) {
        this.#write(number, state, other, [this.#keys.get(other.name)!]);
      }
    }
  }

  #repeatsAtEnd(): boolean {
    if (!this.#counts || this.#allMet !== 0 || this.#floating.length > 0) return false;
    return this.#ordered.length === 0 || this.#mostCount() > MOST_COUNTED_ANYWHERE;
  }

  #repeatOthers(number: number, state: State): void {
    const { least, most } = this.#form;
    if (most <= state.count) return;
    const { builder, layout } = this.#emitter;
    const item = builder.choice([this.#anyOther()]);
    const fewest = Math.max(1, least - state.count);
    const others = builder.repeat(item, fewest, most - state.count, layout.comma);
    const end = this.#numberOf(END);
    this.#steps.push({ from: number, to: end, symbols: [others] });
    this.#accepting.add(end);
  }

  #anyOther(): Symbols {
    if (this.#other !== undefined) return this.#other;
    const keyed = [
      ...this.#loose.map(({ name, value }) => [this.#keys.get(name)!, value] as const),
      ...this.#classes.map((other) => [this.#classKey(other), other.value] as const),
    ];
    const alternatives = keyed.map(([key, value]) => [key, this.#emitter.symbol(value)]);
    const single = alternatives.length === 1 ? alternatives[0] : undefined;
    this.#other = single ?? [this.#emitter.builder.choice(alternatives)];
    return this.#other;
  }

  /** Steps that write one property, as a witness of claims or as none. */
  #write(
    from: number,
    next: State,
    property: { readonly witness: number; readonly value: ExpressionId },
    key: Symbols,
  ): void {
    for (const [met, value] of this.#witnesses(property, next.met)) {
      const symbols = [...key, this.#emitter.symbol(value)];
      this.#step(from, { ...next, met, count: next.count + 1 }, symbols);
    }
  }

  /** The sets a value may be in, and which claims have been met then. */
  #witnesses(
    property: { readonly witness: number; readonly value: ExpressionId },
    met: number,
  ): [number, ExpressionId][] {
    if (property.value === NOTHING) return [];
    const { table } = this.#emitter.expander;
    const ways: [number, ExpressionId][] = [[met, property.value]];
    this.#form.some.forEach((claim, index) => {
      const bit = 1 << index;
      if ((property.witness & bit) === 0 || (met & bit) !== 0) return;
      for (const [before, value] of [...ways]) {
        const both = table.all([value, claim.value]);
        if (both !== NOTHING) ways.push([before | bit, both]);
      }
    });
    return ways;
  }

  #step(from: number, state: State, symbols: Symbols | undefined): void {
    if (this.#counts && state.count > this.#form.most) return;
    const count = Math.min(state.count, this.#mostCount());
    this.#steps.push({ from, to: this.#numberOf({ ...state, count }), symbols });
  }

  /** Without an upper bound all counts from the lower one on are the same. */
  #mostCount(): number {
    const { least, most } = this.#form;
    if (!this.#counts) return 0;
    return most === Infinity ? least : most;
  }

  #numberOf(state: State): number {
    const key = `${state.place} ${state.written} ${state.count} ${state.met}`;
    const number = this.#numbers.numberOf(key, state);
    if (number !== undefined) return number;
    throw this.#emitter.faults.tooComplex('states of an object');
  }

  #isEnough({ place, written, count, met }: State): boolean {
    if (place < this.#ordered.length || met !== this.#allMet) return false;
    if (this.#counts && count < this.#form.least) return false;
    return this.#floating.every(
      ({ required }, index) => !required || (written & (1 << index)) !== 0,
    );
  }

  #chooseFloating(named: readonly NamedProperty[]): readonly NamedProperty[] {
    if (!this.#emitter.hasFreeOrder) {
      const undeclared = named.filter(({ isDeclared }) => !isDeclared);
      return undeclared.slice(0, MOST_FLOATING_UNASKED);
    }
    if (named.length <= MOST_FLOATING) return named;
    return named.filter(({ required }) => required).slice(0, MOST_FLOATING_OF_MANY);
  }

  /** Whether minProperties or maxProperties say more than what is required and declared. */
  #countsMatter(present: readonly NamedProperty[]): boolean {
    const { least, most } = this.#form;
    const required = present.filter((property) => property.required).length;
    const possible = this.#classes.length > 0 ? Infinity : present.length;
    return least > required || most < possible;
  }

  #classKey({ names }: NameClass): SymbolId {
    return this.#key(names, [...this.#keys.values()]);
  }

  #key(body: number, except: Symbols = []): SymbolId {
    const { builder, expander, layout } = this.#emitter;
    const text = builder.regex.concat([expander.strings.quoted(body), layout.colon]);
    return except.length === 0 ? builder.lexeme(text) : builder.lexeme(text, { except });
  }
}
