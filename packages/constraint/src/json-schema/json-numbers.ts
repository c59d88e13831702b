import { EMPTY, NOTHING, type RegexId, type RegexStore } from '../regex/store.ts';
import { type Decimal, decimalText } from './decimal.ts';
import { MOST_STATES, type NumberClaim, NumberMachine } from './number-machine.ts';

/** A set of JSON numbers. */
export interface NumberSet {
  /** The texts without an exponent: of a value all of them, `1` and `1.0` alike, or none. */
  readonly text: RegexId;
  /** Whether every number is in the set: only then may an exponent be written. */
  readonly everything: boolean;
  /** Whether only integers are in it, which are then written without a fraction. */
  readonly integral: boolean;
  /** Whether it is finite: then no zeros trail. */
  readonly finite: boolean;
  /** The texts to write, if they are known; otherwise they follow from the rest. */
  readonly spelling: RegexId | undefined;
}

/** Sets of numbers, closed under the operations of sets. */
export class JsonNumbers {
  readonly none: NumberSet;
  readonly all: NumberSet;
  readonly integers: NumberSet;
  readonly #store: RegexStore;
  readonly #integer: RegexId;
  readonly #fraction: RegexId;
  readonly #plain: RegexId;
  readonly #zeros: RegexId;

  constructor(store: RegexStore) {
    this.#store = store;
    const digits = (least: number) => store.repeat(store.byteRange(0x30, 0x39), least, Infinity);
    const some = (text: string) => store.repeat(store.literal(text), 0, 1);
    const whole = store.concat([store.byteRange(0x31, 0x39), digits(0)]);
    this.#integer = store.concat([some('-'), store.union([store.literal('0'), whole])]);
    this.#fraction = store.concat([store.literal('.'), digits(1)]);
    this.#plain = store.concat([this.#integer, store.repeat(this.#fraction, 0, 1)]);
    this.#zeros = store.repeat(store.literal('0'), 1, Infinity);
    const sign = store.union([store.literal('+'), store.literal('-'), EMPTY]);
    const letter = store.union([store.literal('e'), store.literal('E')]);
    const exponent = store.repeat(store.concat([letter, sign, digits(1)]), 0, 1);
    const written = store.concat([this.#plain, exponent]);
    this.none = numberSet({ text: NOTHING, integral: true, finite: true, spelling: NOTHING });
    this.all = numberSet({ text: this.#plain, everything: true, spelling: written });
    this.integers = numberSet({
      text: store.concat([this.#integer, this.#zeroFraction()]),
      integral: true,
      spelling: this.#integer,
    });
  }

  exactly(value: Decimal): NumberSet {
    const store = this.#store;
    const literal = store.literal(decimalText(value));
    const signed = value.coefficient === 0n ? store.union([literal, store.literal('-0')]) : literal;
    const tail = value.scale === 0 ? this.#zeroFraction() : store.repeat(this.#zeros, 0, 1);
    const text = store.concat([signed, tail]);
    return numberSet({ text, integral: value.scale === 0, finite: true, spelling: literal });
  }

  /** `undefined` when the claim has too many digits. */
  meeting(claim: NumberClaim): NumberSet | undefined {
    const { least, most, multipleOf } = claim;
    if (least === undefined && most === undefined && multipleOf === undefined) return this.all;
    const machine = new NumberMachine(claim);
    if (machine.size > MOST_STATES) return undefined;
    const text = this.#store.machine(machine, 0);
    const integral = multipleOf !== undefined && multipleOf.scale === 0;
    return numberSet({ text, integral });
  }

  union(sets: readonly NumberSet[]): NumberSet {
    const some = sets.filter(({ text }) => text !== NOTHING);
    if (some.length < 2) return some[0] ?? this.none;
    if (some.some(({ everything }) => everything)) return this.all;
    const spellings = some.map(({ spelling }) => spelling).filter((one) => one !== undefined);
    return numberSet({
      text: this.#store.union(some.map(({ text }) => text)),
      integral: some.every(({ integral }) => integral),
      finite: some.every(({ finite }) => finite),
      spelling: spellings.length === some.length ? this.#store.union(spellings) : undefined,
    });
  }

  intersection(left: NumberSet, right: NumberSet): NumberSet {
    if (left.everything || left.text === right.text) return right;
    if (right.everything) return left;
    if (left.text === NOTHING || right.text === NOTHING) return this.none;
    const text = this.#store.intersection([left.text, right.text]);
    return numberSet({
      text,
      integral: left.integral || right.integral,
      finite: left.finite || right.finite,
    });
  }

  complement(set: NumberSet): NumberSet {
    if (set.everything) return this.none;
    if (set.text === NOTHING) return this.all;
    const store = this.#store;
    return numberSet({ text: store.intersection([this.#plain, store.complement(set.text)]) });
  }

  /** True only when it is certain within `fuel` derivatives. */
  isEmpty(set: NumberSet, fuel: number): boolean {
    return !set.everything && this.#store.tryIsEmpty(set.text, fuel) === true;
  }

  /** What may be written for a number of the set. */
  written(set: NumberSet): RegexId {
    if (set.spelling !== undefined) return set.spelling;
    if (set.integral) return this.#store.intersection([set.text, this.#integer]);
    return set.finite ? this.#store.intersection([set.text, this.#shortest()]) : set.text;
  }

  /** Numbers whose fraction, if they have one, does not end in a zero. */
  #shortest(): RegexId {
    const store = this.#store;
    const digits = store.repeat(store.byteRange(0x30, 0x39), 0, Infinity);
    const fraction = store.concat([store.literal('.'), digits, store.byteRange(0x31, 0x39)]);
    return store.concat([this.#integer, store.repeat(fraction, 0, 1)]);
  }

  #zeroFraction(): RegexId {
    const fraction = this.#store.concat([this.#store.literal('.'), this.#zeros]);
    return this.#store.repeat(fraction, 0, 1);
  }
}

function numberSet(set: Partial<NumberSet> & { readonly text: RegexId }): NumberSet {
  return { everything: false, integral: false, finite: false, spelling: undefined, ...set };
}
