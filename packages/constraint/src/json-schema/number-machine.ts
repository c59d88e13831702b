import type { ByteMachine } from '../regex/machine.ts';
import { type Decimal, decimalText } from './decimal.ts';

/** What a number has to be. */
export interface NumberClaim {
  readonly least?: Bound | undefined;
  readonly most?: Bound | undefined;
  /** Above zero. */
  readonly multipleOf?: Decimal | undefined;
}

export interface Bound {
  readonly value: Decimal;
  readonly exclusive: boolean;
}

/** A machine has a state for each remainder of its `multipleOf` at each digit. */
export const MOST_STATES = 2 ** 31 - 1;

const MINUS = 0x2d;
const POINT = 0x2e;
const ZERO = 0x30;
const NINE = 0x39;

const phases = ['start', 'minus', 'zero', 'whole', 'point', 'fraction'] as const;

interface State {
  readonly phase: (typeof phases)[number];
  readonly negative: boolean;
  /** Digits before the point, up to one more than either bound has. */
  readonly whole: number;
  /** Digits behind the point, up to as many as make a difference. */
  readonly fraction: number;
  /** How the digits so far compare with those of the bound, position by position. */
  readonly least: number;
  readonly most: number;
  readonly remainder: number;
}

/**
 * Reads a decimal number digit by digit, without an exponent, and knows at every digit how it compares
 * with two bounds and what remains of a division: exact where floating point is not.
 */
export class NumberMachine implements ByteMachine {
  readonly key: string;
  readonly bytes: readonly number[] = [
    MINUS,
    POINT,
    ...Array.from({ length: 10 }, (_, digit) => ZERO + digit),
  ];
  readonly #least: Digits | undefined;
  readonly #most: Digits | undefined;
  readonly #claim: NumberClaim;
  readonly #divisor: number;
  readonly #scale: number;
  readonly #mostWhole: number;
  readonly #mostFraction: number;
  readonly #next = new Map<number, number>();

  constructor(claim: NumberClaim) {
    this.key = keyOf(claim);
    this.#claim = claim;
    this.#least = claim.least && digitsOf(claim.least.value);
    this.#most = claim.most && digitsOf(claim.most.value);
    this.#divisor = Number(claim.multipleOf?.coefficient ?? 1n);
    this.#scale = claim.multipleOf?.scale ?? 0;
    const bounds = [this.#least, this.#most].filter((bound) => bound !== undefined);
    this.#mostWhole = Math.max(1, ...bounds.map(({ whole }) => whole.length)) + 1;
    this.#mostFraction = Math.max(this.#scale, ...bounds.map(({ fraction }) => fraction.length));
  }

  /** How many states there may be. */
  get size(): number {
    return STATES_OF_ORDERS * (this.#mostWhole + 1) * (this.#mostFraction + 1) * this.#divisor;
  }

  next(id: number, byte: number): number {
    const key = id * 256 + byte;
    let result = this.#next.get(key);
    if (result === undefined) {
      const state = this.#step(this.#decode(id), byte);
      result = state === undefined || this.#isOut(state) ? -1 : this.#encode(state);
      this.#next.set(key, result);
    }
    return result;
  }

  accepts(id: number): boolean {
    const state = this.#decode(id);
    if (state.phase === 'start' || state.phase === 'minus' || state.phase === 'point') return false;
    const { least, most } = this.#claim;
    if (this.#rest(state) !== 0) return false;
    if (least !== undefined && this.#least !== undefined) {
      const order = compared(state, this.#least, state.least);
      if (order < 0 || (order === 0 && least.exclusive)) return false;
    }
    if (most !== undefined && this.#most !== undefined) {
      const order = compared(state, this.#most, state.most);
      if (order > 0 || (order === 0 && most.exclusive)) return false;
    }
    return true;
  }

  /** Whole digits enough make any remainder zero; without a bound that is far away they do no harm. */
  witness(id: number): readonly number[] | undefined {
    const { phase, remainder } = this.#decode(id);
    if (phase === 'start')
      return this.#isBelowZero ? [MINUS, ...this.#divisorDigits] : this.#divisorDigits;
    if (phase === 'minus') return this.#divisorDigits;
    if (phase !== 'whole') return undefined;
    const length = String(this.#divisor).length;
    const divisor = BigInt(this.#divisor);
    const shifted = (BigInt(remainder) * 10n ** BigInt(length)) % divisor;
    return digitBytes(String((divisor - shifted) % divisor).padStart(length, '0'));
  }

  get #divisorDigits(): readonly number[] {
    return digitBytes(String(this.#divisor));
  }

  /** Whether the digits so far are beyond the bound of their sign, whatever follows. */
  #isOut({ negative, whole, least, most }: State): boolean {
    const bound = negative ? this.#least : this.#most;
    if (bound === undefined || bound.sign !== (negative ? -1 : 1)) return false;
    const order = negative ? least : most;
    return whole > bound.whole.length || (whole === bound.whole.length && order > 0);
  }

  /** Whether numbers of this sign are out of bounds but for zero. */
  #isZeroOnly(isNegative: boolean): boolean {
    return isNegative ? (this.#least?.sign ?? -1) >= 0 : (this.#most?.sign ?? 1) <= 0;
  }

  get #isAboveZero(): boolean {
    const sign = this.#least?.sign ?? -1;
    return sign > 0 || (sign === 0 && this.#claim.least?.exclusive === true);
  }

  get #isBelowZero(): boolean {
    const sign = this.#most?.sign ?? 1;
    return sign < 0 || (sign === 0 && this.#claim.most?.exclusive === true);
  }

  /** What the division leaves if the number ends here. */
  #rest(state: State): number {
    if (this.#claim.multipleOf === undefined) return 0;
    let rest = state.remainder;
    for (let digit = state.fraction; digit < this.#scale; digit++)
      rest = (rest * 10) % this.#divisor;
    return rest;
  }

  #step(state: State, byte: number): State | undefined {
    const { phase } = state;
    // A sign that the bounds rule out is refused at once, so that nobody has to search what follows it.
    const isPast = phase === 'start' && (byte === MINUS ? this.#isAboveZero : this.#isBelowZero);
    if (isPast) return undefined;
    if (byte === MINUS) {
      return phase === 'start' ? { ...state, phase: 'minus', negative: true } : undefined;
    }
    if (byte === POINT) {
      return phase === 'zero' || phase === 'whole' ? { ...state, phase: 'point' } : undefined;
    }
    if (byte < ZERO || byte > NINE || phase === 'zero') return undefined;
    const digit = byte - ZERO;
    if (digit !== 0 && this.#isZeroOnly(state.negative)) return undefined;
    return phase === 'point' || phase === 'fraction'
      ? this.#fractionDigit(state, digit)
      : this.#wholeDigit(state, digit);
  }

  #wholeDigit(state: State, digit: number): State {
    const compare = (bound: Digits | undefined, order: number) =>
      order !== 0 || bound === undefined
        ? order
        : digit - Number(bound.whole[state.whole] ?? digit);
    return {
      phase: digit === 0 && state.whole === 0 ? 'zero' : 'whole',
      negative: state.negative,
      whole: Math.min(state.whole + 1, this.#mostWhole),
      fraction: 0,
      least: Math.sign(compare(this.#least, state.least)),
      most: Math.sign(compare(this.#most, state.most)),
      remainder: (state.remainder * 10 + digit) % this.#divisor,
    };
  }

  #fractionDigit(state: State, digit: number): State | undefined {
    const isMultiple = this.#claim.multipleOf !== undefined;
    if (isMultiple && state.fraction >= this.#scale && digit !== 0) return undefined;
    const compare = (bound: Digits | undefined, order: number) =>
      order !== 0 || bound === undefined
        ? order
        : digit - Number(bound.fraction[state.fraction] ?? 0);
    const counts = isMultiple && state.fraction < this.#scale;
    return {
      phase: 'fraction',
      negative: state.negative,
      whole: state.whole,
      fraction: Math.min(state.fraction + 1, this.#mostFraction),
      least: Math.sign(compare(this.#least, state.least)),
      most: Math.sign(compare(this.#most, state.most)),
      remainder: counts ? (state.remainder * 10 + digit) % this.#divisor : state.remainder,
    };
  }

  /** States are numbered by what they are, so that equal machines agree on them. */
  #encode({ phase, negative, whole, fraction, least, most, remainder }: State): number {
    let id = remainder * (this.#mostFraction + 1) + fraction;
    id = id * (this.#mostWhole + 1) + whole;
    id = (id * 3 + ((least + 3) % 3)) * 3 + ((most + 3) % 3);
    return (id * 2 + (negative ? 1 : 0)) * phases.length + phases.indexOf(phase);
  }

  #decode(id: number): State {
    let rest = id;
    const digit = (base: number) => {
      const value = rest % base;
      rest = (rest - value) / base;
      return value;
    };
    const phase = phases[digit(phases.length)]!;
    const negative = digit(2) === 1;
    const most = ((digit(3) + 1) % 3) - 1;
    const least = ((digit(3) + 1) % 3) - 1;
    const whole = digit(this.#mostWhole + 1);
    const fraction = digit(this.#mostFraction + 1);
    return { phase, negative, whole, fraction, least, most, remainder: rest };
  }
}

/** Phases, signs and two orders. */
const STATES_OF_ORDERS = phases.length * 2 * 3 * 3;

function keyOf({ least, most, multipleOf }: NumberClaim): string {
  const bound = (at: Bound | undefined) => at && `${at.exclusive} ${decimalText(at.value)}`;
  return `number ${bound(least)} ${bound(most)} ${multipleOf && decimalText(multipleOf)}`;
}

function digitBytes(digits: string): number[] {
  return [...digits].map((digit) => digit.charCodeAt(0));
}

/** The digits of a bound, without its sign. */
interface Digits {
  readonly sign: number;
  readonly whole: string;
  readonly fraction: string;
}

function digitsOf(value: Decimal): Digits {
  const [whole = '', fraction = ''] = decimalText(value).replace('-', '').split('.');
  const sign = value.coefficient < 0n ? -1 : value.coefficient > 0n ? 1 : 0;
  return { sign, whole, fraction };
}

/** The order of the number read and the bound; `order` is that of the digits they share. */
function compared(state: State, bound: Digits, order: number): number {
  if (state.negative ? bound.sign > 0 : bound.sign < 0) return state.negative ? -1 : 1;
  let magnitude = order;
  if (state.whole !== bound.whole.length) magnitude = state.whole - bound.whole.length;
  else if (order === 0 && state.fraction < bound.fraction.length) magnitude = -1;
  return state.negative ? -magnitude : magnitude;
}
