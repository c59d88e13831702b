import { tooComplexError } from '../errors.ts';
import { defaultLimits, type Limits } from '../limits.ts';
import { ByteSets } from './byte-sets.ts';
import { DerivativeMemo, derive } from './derive.ts';
import { EmptinessMemo, emptiness } from './empty.ts';
import { type FirstBytes, firstBytes } from './first-bytes.ts';
import type { ByteMachine } from './machine.ts';
import { NodeTable, nodeKind, unbounded } from './nodes.ts';
import { unionOperands } from './union.ts';
import { type Range, utf8Sequences } from './utf8.ts';

/** A regular language over bytes. Equal ids of one store are equal languages, not the other way round. */
export type RegexId = number;

/** Matches nothing at all. */
export const NOTHING: RegexId = 0;
/** Matches the empty string only. */
export const EMPTY: RegexId = 1;

type RegexLimits = Pick<Limits, 'regexNodes' | 'regexOperands'>;

const nullable = 1;
const boolean = 2;

/**
 * Regular expressions over bytes, hash-consed: every expression is a number. Intersection and
 * complement are as cheap to write as union, since matching goes by derivatives (Brzozowski 1964).
 */
export class RegexStore {
  readonly nodes = new NodeTable();
  readonly sets = new ByteSets();
  readonly machines: ByteMachine[] = [];
  readonly #machineIndex = new Map<string, number>();
  readonly #flags: number[] = [];
  readonly #derivatives = new DerivativeMemo();
  readonly #emptiness = new EmptinessMemo();
  readonly #encoder = new TextEncoder();
  readonly #limits: RegexLimits;
  /** Operands of all unions and intersections that were put into normal form so far. */
  #operands = 0;

  constructor(limits: RegexLimits = defaultLimits) {
    this.#limits = limits;
    this.#node(nodeKind.nothing, 0, 0, 0, 0);
    this.#node(nodeKind.empty, 0, 0, 0, nullable);
  }

  /** Bit i of word i>>>5 = byte i matches. */
  byteSet(bits: Uint32Array): RegexId {
    const set = this.sets.intern(bits);
    return set === 0 ? NOTHING : this.#node(nodeKind.set, set, 0, 0, 0);
  }

  byte(byte: number): RegexId {
    return this.byteRange(byte, byte);
  }

  byteRange(first: number, last: number): RegexId {
    return this.#node(nodeKind.set, this.sets.internRange(first, last), 0, 0, 0);
  }

  /** A text, as UTF-8, or bytes as they are. */
  literal(text: string | Uint8Array): RegexId {
    const bytes = typeof text === 'string' ? this.#encoder.encode(text) : text;
    let result = EMPTY;
    for (let index = bytes.length - 1; index >= 0; index--) {
      const byte = this.byte(bytes[index]!);
      result = result === EMPTY ? byte : this.#pair(byte, result);
    }
    return result;
  }

  /** One code point out of inclusive ranges, as UTF-8. Surrogates never match. */
  codePoints(ranges: readonly Range[]): RegexId {
    const sequences = utf8Sequences(ranges);
    return this.union(
      sequences.map((sequence) =>
        this.concat(sequence.map(([first, last]) => this.byteRange(first, last))),
      ),
    );
  }

  concat(ids: readonly RegexId[]): RegexId {
    let result = EMPTY;
    for (let index = ids.length - 1; index >= 0; index--) {
      result = this.concatPair(ids[index]!, result);
      if (result === NOTHING) return NOTHING;
    }
    return result;
  }

  concatPair(left: RegexId, right: RegexId): RegexId {
    if (left === NOTHING || right === NOTHING) return NOTHING;
    if (left === EMPTY) return right;
    if (right === EMPTY) return left;
    if (this.nodes.kind[left] !== nodeKind.concat) return this.#pair(left, right);
    const heads: RegexId[] = [];
    let last = left;
    for (; this.nodes.kind[last] === nodeKind.concat; last = this.nodes.second[last]!) {
      heads.push(this.nodes.first[last]!);
    }
    let result = this.#pair(last, right);
    for (let index = heads.length - 1; index >= 0; index--) {
      result = this.#pair(heads[index]!, result);
    }
    return result;
  }

  union(ids: readonly RegexId[]): RegexId {
    const operands = unionOperands(this, ids);
    this.#spend(operands.length);
    if (operands.length < 2) return operands[0] ?? NOTHING;
    let flags = 0;
    for (const operand of operands) flags |= this.#flags[operand]!;
    return this.#many(nodeKind.union, operands, flags);
  }

  intersection(ids: readonly RegexId[]): RegexId {
    const operands = new Set<RegexId>();
    for (const id of ids) {
      if (this.nodes.kind[id] === nodeKind.intersection) {
        for (const operand of this.operandsOf(id)) operands.add(operand);
      } else operands.add(id);
    }
    const anything = this.complement(NOTHING);
    operands.delete(anything);
    if (operands.size === 0) return anything;
    this.#spend(operands.size);
    const sorted = [...operands].sort((a, b) => a - b);
    if (sorted.length === 1) return sorted[0]!;
    return this.#intersect(sorted);
  }

  /** Every byte string that `id` does not match, ill-formed UTF-8 included. */
  complement(id: RegexId): RegexId {
    if (this.nodes.kind[id] === nodeKind.complement) return this.nodes.first[id]!;
    const flags = boolean | (this.isNullable(id) ? 0 : nullable);
    return this.#node(nodeKind.complement, id, 0, 0, flags);
  }

  /** `most` may be Infinity. */
  repeat(id: RegexId, least: number, most: number): RegexId {
    if (most < least) return NOTHING;
    if (most === 0 || id === EMPTY) return EMPTY;
    if (id === NOTHING) return least === 0 ? EMPTY : NOTHING;
    const from = this.isNullable(id) ? 0 : least;
    if (from === 1 && most === 1) return id;
    if (from === 0 && most === 1) return this.union([id, EMPTY]);
    const flags = (this.#flags[id]! & boolean) | (from === 0 ? nullable : 0);
    return this.#node(nodeKind.repeat, id, from, Math.min(most, unbounded), flags);
  }

  /** What a machine accepts from `state` on. */
  machine(machine: ByteMachine, state: number): RegexId {
    let index = this.#machineIndex.get(machine.key);
    if (index === undefined) {
      index = this.machines.push(machine) - 1;
      this.#machineIndex.set(machine.key, index);
      for (const byte of machine.bytes) this.sets.internRange(byte, byte);
    }
    return this.machineState(index, state);
  }

  machineState(machine: number, state: number): RegexId {
    if (state < 0) return NOTHING;
    const flags = boolean | (this.machines[machine]!.accepts(state) ? nullable : 0);
    return this.#node(nodeKind.machine, machine, state, 0, flags);
  }

  /** What `id` matches, but for the empty string. */
  withoutEmpty(id: RegexId): RegexId {
    if (!this.isNullable(id)) return id;
    const { kind, first, second, third } = this.nodes;
    switch (kind[id]) {
      case nodeKind.union:
        return this.union(this.operandsOf(id).map((operand) => this.withoutEmpty(operand)));
      case nodeKind.repeat: {
        const body = first[id]!;
        const most = third[id] === unbounded ? Infinity : third[id]!;
        const nonEmpty = this.withoutEmpty(body);
        return this.concatPair(nonEmpty, this.repeat(body, Math.max(0, second[id]! - 1), most - 1));
      }
      case nodeKind.concat: {
        const [head, rest] = [first[id]!, second[id]!];
        return this.union([
          this.concatPair(this.withoutEmpty(head), rest),
          this.withoutEmpty(rest),
        ]);
      }
      case nodeKind.empty:
        return NOTHING;
      default:
        return this.intersection([id, this.complement(EMPTY)]);
    }
  }

  isNullable(id: RegexId): boolean {
    return (this.#flags[id]! & nullable) !== 0;
  }

  /** Whether `id` holds an intersection or a complement: only such a regex can match nothing unseen. */
  hasBoolean(id: RegexId): boolean {
    return (this.#flags[id]! & boolean) !== 0;
  }

  /** The classes of bytes that `id` tells apart in the first place. */
  firstBytes(id: RegexId): FirstBytes {
    return firstBytes(this, this.#emptiness.bytes, id);
  }

  /** What may follow `byte` in the strings of `id` that start with it. */
  derivative(id: RegexId, byte: number): RegexId {
    const known = this.#derivatives.get(id, byte);
    if (known >= 0) return known;
    // Derivatives of intersections are dear: they are taken once for each class of bytes.
    const same = this.hasBoolean(id) ? this.firstBytes(id).of[byte]! : byte;
    const result = same === byte ? derive(this, id, byte) : this.derivative(id, same);
    this.#derivatives.set(id, byte, result);
    return result;
  }

  /**
   * Whether `id` matches no string at all. Throws `grammar_too_complex` when `fuel` derivatives do not
   * settle it.
   */
  isEmpty(id: RegexId, fuel: number = defaultLimits.emptinessFuel): boolean {
    const answer = this.tryIsEmpty(id, fuel);
    if (answer === undefined) throw tooComplexError('emptinessFuel', fuel);
    return answer;
  }

  /** As `isEmpty`, but undefined when the fuel runs out. */
  tryIsEmpty(id: RegexId, fuel: number): boolean | undefined {
    if (id === NOTHING) return true;
    return this.hasBoolean(id) ? emptiness(this, this.#emptiness, id, fuel) : false;
  }

  /** Operands of a union or an intersection. */
  operandsOf(id: RegexId): RegexId[] {
    const start = this.nodes.first[id]!;
    return [...this.nodes.operands.subarray(start, start + this.nodes.second[id]!)];
  }

  #intersect(operands: readonly RegexId[]): RegexId {
    let flags = nullable;
    for (const operand of operands) flags &= this.#flags[operand]!;
    if (operands[0] === NOTHING) return NOTHING;
    if (operands.includes(EMPTY)) return flags === 0 ? NOTHING : EMPTY;
    const sets = operands.filter((operand) => this.nodes.kind[operand] === nodeKind.set);
    if (sets.length > 1) {
      const bits = this.sets.intersection(sets.map((set) => this.nodes.first[set]!));
      const rest = operands.filter((operand) => this.nodes.kind[operand] !== nodeKind.set);
      return this.intersection([...rest, this.byteSet(bits)]);
    }
    return this.#many(nodeKind.intersection, operands, flags | boolean);
  }

  #pair(head: RegexId, rest: RegexId): RegexId {
    const [a, b] = [this.#flags[head]!, this.#flags[rest]!];
    return this.#node(nodeKind.concat, head, rest, 0, (a & b & nullable) | ((a | b) & boolean));
  }

  #node(kind: number, first: number, second: number, third: number, flags: number): RegexId {
    return this.#remember(this.nodes.intern(kind, first, second, third), flags);
  }

  #many(kind: number, operands: readonly RegexId[], flags: number): RegexId {
    return this.#remember(this.nodes.internMany(kind, operands), flags);
  }

  #spend(operands: number): void {
    this.#operands += operands;
    const { regexOperands } = this.#limits;
    if (this.#operands > regexOperands) throw tooComplexError('regexOperands', regexOperands);
  }

  #remember(interned: number, flags: number): RegexId {
    const id = interned >>> 1;
    if ((interned & 1) === 1) {
      const { regexNodes } = this.#limits;
      if (id >= regexNodes) throw tooComplexError('regexNodes', regexNodes);
      this.#flags.push(flags);
    }
    return id;
  }
}
