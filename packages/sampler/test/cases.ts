import { Random } from '../src/random.ts';

/** Random inputs that repeat from run to run. */
export class Cases {
  readonly #random: Random;

  constructor(seed: number) {
    this.#random = new Random(seed);
  }

  uniform(): number {
    return this.#random.next();
  }

  between(least: number, most: number): number {
    return least + (most - least) * this.uniform();
  }

  integer(least: number, most: number): number {
    return least + Math.floor((most - least + 1) * this.uniform());
  }

  chance(probability: number): boolean {
    return this.uniform() < probability;
  }

  pick<Value>(values: readonly Value[]): Value {
    return values[this.integer(0, values.length - 1)]!;
  }

  tokens(length: number, vocabularySize: number): number[] {
    return Array.from({ length }, () => this.integer(0, vocabularySize - 1));
  }

  normal(): number {
    const radius = Math.sqrt(-2 * Math.log(1 - this.uniform()));
    return radius * Math.cos(2 * Math.PI * this.uniform());
  }

  /** At least one finite logit; among the rest ties, runs of -Infinity, sole survivors and extremes. */
  logits(size: number): Float32Array {
    const logits = Float32Array.from({ length: size }, () => 3 * this.normal());
    const shapes: readonly (() => unknown)[] = [
      () => logits.set(logits.map((logit) => Math.round(logit) + 0)),
      () => logits.fill(this.normal()),
      () => this.#silence(logits),
      () => logits.fill(-Infinity),
      () => logits.set(logits.map((logit) => logit * 40)),
      () => logits.set(logits.map((logit) => logit + 1000)),
    ];
    shapes[this.integer(0, 7)]?.();
    const survivor = this.integer(0, size - 1);
    if (!Number.isFinite(logits[survivor])) logits[survivor] = this.normal();
    return logits;
  }

  mask(size: number): Uint32Array {
    const mask = new Uint32Array(Math.ceil(size / 32));
    const kind = this.integer(0, 3);
    if (kind === 0) return mask.fill(0xffffffff);
    const density = kind === 1 ? 0.05 : this.uniform();
    for (let id = 0; id < size; id++) {
      if (this.chance(density)) mask[id >>> 5] = mask[id >>> 5]! | (1 << (id & 31));
    }
    return mask;
  }

  #silence(logits: Float32Array): void {
    for (let runs = this.integer(1, 4); runs > 0; runs--) {
      const start = this.integer(0, logits.length - 1);
      logits.fill(-Infinity, start, start + this.integer(1, logits.length));
    }
  }
}

/** What the seed `caseNumber` gives, so that a failure can be run alone. */
export function forEachCase(
  count: number,
  check: (cases: Cases, caseNumber: number) => void,
): void {
  for (let caseNumber = 0; caseNumber < count; caseNumber++) {
    check(new Cases(caseNumber), caseNumber);
  }
}
