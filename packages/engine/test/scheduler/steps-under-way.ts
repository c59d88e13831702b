import type { StepItem } from '@antiphon/backend';

/** A `draw` step has items of one token each, a `read` step one item of several tokens; others tolerate no step beside them. */
type Kind = 'draw' | 'read' | 'alone';

/** Holds the scheduler to what the contract says of steps at the same time: wrong use throws. */
export class StepsUnderWay {
  readonly #canOverlap: boolean;
  readonly #kinds = new Map<Kind, readonly StepItem[]>();
  /** What the last step of each kind gave. */
  readonly #rows = new Map<Kind, readonly (Float32Array | undefined)[]>();

  constructor(canOverlap: boolean) {
    this.#canOverlap = canOverlap;
  }

  get isEmpty(): boolean {
    return this.#kinds.size === 0;
  }

  begin(items: readonly StepItem[]): Kind {
    if (items.length === 0) throw new Error('a step without items');
    const kind = this.#canOverlap ? kindOf(items) : 'alone';
    const others = [...this.#kinds.keys(), kind];
    if (others.length > 1 && (others.includes('alone') || others[0] === kind)) {
      throw new Error(`a step runs already: ${others.join(' and ')}`);
    }
    const sequences = [...this.#kinds.values(), items].flat().map(({ sequence }) => sequence);
    if (new Set(sequences).size < sequences.length) throw new Error('a sequence is in two items');
    this.#spoil(kind);
    this.#kinds.set(kind, items);
    return kind;
  }

  end(kind: Kind): void {
    this.#kinds.delete(kind);
  }

  /** Logits that the next step of this kind, and one that is alone, may write over. */
  lend(kind: Kind, rows: readonly (Float32Array | undefined)[]): void {
    this.#rows.set(kind, rows);
  }

  #spoil(kind: Kind): void {
    for (const [other, rows] of this.#rows) {
      if (kind !== 'alone' && other !== kind && other !== 'alone') continue;
      for (const row of rows) row?.fill(Number.NaN);
      this.#rows.delete(other);
    }
  }
}

function kindOf(items: readonly StepItem[]): Kind {
  if (items.every(({ tokens }) => tokens.length === 1)) return 'draw';
  return items.length === 1 ? 'read' : 'alone';
}
