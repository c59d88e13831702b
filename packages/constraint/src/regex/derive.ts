import { tooComplexError } from '../errors.ts';
import { nodeKind, unbounded } from './nodes.ts';
import { EMPTY, NOTHING, type RegexId, type RegexStore } from './store.ts';

/** The derivative of one node, out of the (remembered) derivatives of its parts. */
export function derive(store: RegexStore, id: RegexId, byte: number): RegexId {
  const { kind, first, second, third } = store.nodes;
  switch (kind[id]) {
    case nodeKind.set:
      return store.sets.has(first[id]!, byte) ? EMPTY : NOTHING;
    case nodeKind.concat: {
      const head = first[id]!;
      const rest = second[id]!;
      const within = store.concatPair(store.derivative(head, byte), rest);
      if (!store.isNullable(head)) return within;
      const beyond = store.derivative(rest, byte);
      if (beyond === NOTHING) return within;
      return within === NOTHING ? beyond : store.union([within, beyond]);
    }
    case nodeKind.union:
      return deriveUnion(store, id, byte);
    case nodeKind.intersection:
      return deriveIntersection(store, id, byte);
    case nodeKind.complement:
      return store.complement(store.derivative(first[id]!, byte));
    case nodeKind.repeat: {
      const body = store.derivative(first[id]!, byte);
      if (body === NOTHING) return NOTHING;
      const least = Math.max(0, second[id]! - 1);
      const most = third[id] === unbounded ? Infinity : third[id]! - 1;
      return store.concatPair(body, store.repeat(first[id]!, least, most));
    }
    case nodeKind.machine: {
      const machine = first[id]!;
      return store.machineState(machine, store.machines[machine]!.next(second[id]!, byte));
    }
    default:
      return NOTHING;
  }
}

function deriveUnion(store: RegexStore, id: RegexId, byte: number): RegexId {
  const start = store.nodes.first[id]!;
  const count = store.nodes.second[id]!;
  const alive: RegexId[] = [];
  for (let index = start; index < start + count; index++) {
    const derivative = store.derivative(store.nodes.operands[index]!, byte);
    if (derivative !== NOTHING) alive.push(derivative);
  }
  if (alive.length < 2) return alive[0] ?? NOTHING;
  return store.union(alive);
}

function deriveIntersection(store: RegexStore, id: RegexId, byte: number): RegexId {
  const start = store.nodes.first[id]!;
  const count = store.nodes.second[id]!;
  const derivatives: RegexId[] = [];
  for (let index = start; index < start + count; index++) {
    const derivative = store.derivative(store.nodes.operands[index]!, byte);
    if (derivative === NOTHING) return NOTHING;
    derivatives.push(derivative);
  }
  return store.intersection(derivatives);
}

/** Derivatives by node and byte: open addressing, since a Map would cost more than the derivative. */
export class DerivativeMemo {
  #keys = new Int32Array(1024).fill(-1);
  #values = new Int32Array(1024);
  #count = 0;

  /** -1 when unknown. */
  get(id: RegexId, byte: number): number {
    const key = (id << 8) | byte;
    const last = this.#keys.length - 1;
    for (let slot = spread(key) & last; ; slot = (slot + 1) & last) {
      const found = this.#keys[slot]!;
      if (found === key) return this.#values[slot]!;
      if (found === -1) return -1;
    }
  }

  set(id: RegexId, byte: number, derivative: RegexId): void {
    if (id >= mostIds) throw tooComplexError('regexNodes', mostIds);
    if (++this.#count * 2 > this.#keys.length) this.#grow();
    this.#insert((id << 8) | byte, derivative);
  }

  #insert(key: number, value: number): void {
    const last = this.#keys.length - 1;
    let slot = spread(key) & last;
    while (this.#keys[slot] !== -1) slot = (slot + 1) & last;
    this.#keys[slot] = key;
    this.#values[slot] = value;
  }

  #grow(): void {
    const [keys, values] = [this.#keys, this.#values];
    this.#keys = new Int32Array(keys.length * 2).fill(-1);
    this.#values = new Int32Array(keys.length * 2);
    for (let slot = 0; slot < keys.length; slot++) {
      if (keys[slot] !== -1) this.#insert(keys[slot]!, values[slot]!);
    }
  }
}

/** Keys are 31 bits: 23 for the node and 8 for the byte. */
const mostIds = 2 ** 23;

function spread(key: number): number {
  const product = Math.imul(key, 0x9e3779b1);
  return product ^ (product >>> 15);
}
