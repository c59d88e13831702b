import type { OnnxSequence } from './sequence.ts';

/**
 * A `draw` step has items of one token each, a `read` step has one item of several tokens: one of each kind may be under way.
 * Any other is `alone`.
 */
export type StepKind = 'draw' | 'read' | 'alone';

/** The sequences of a step under way. */
export interface Claim {
  readonly kind: StepKind;
  readonly sequences: ReadonlySet<OnnxSequence>;
  /** Resolves when the step has ended, before whoever waits for the step itself hears of it. */
  readonly ended: Promise<void>;
}

/** What the steps under way work on: nobody else may move or change it. */
export class Claims {
  readonly #ends = new Map<Claim, () => void>();

  /** Throws where a step of this kind has to wait for another. */
  add(kind: StepKind, sequences: ReadonlySet<OnnxSequence>): Claim {
    for (const claim of this.#ends.keys()) {
      if (canOverlap(kind, claim.kind)) continue;
      throw new Error('a step is under way: wait until it has settled');
    }
    const { promise: ended, resolve } = Promise.withResolvers<void>();
    const claim = { kind, sequences, ended };
    this.#ends.set(claim, resolve);
    return claim;
  }

  end(claim: Claim): void {
    this.#ends.get(claim)?.();
    this.#ends.delete(claim);
  }

  /** Whether steps are under way beside each other. */
  get areSeveral(): boolean {
    return this.#ends.size > 1;
  }

  has(sequence: OnnxSequence): boolean {
    return [...this.#ends.keys()].some(({ sequences }) => sequences.has(sequence));
  }

  /** The claim of the step that is under way besides this one. */
  besides(own: Claim): Claim | undefined {
    return [...this.#ends.keys()].find((claim) => claim !== own);
  }
}

function canOverlap(a: StepKind, b: StepKind): boolean {
  return a !== b && a !== 'alone' && b !== 'alone';
}
