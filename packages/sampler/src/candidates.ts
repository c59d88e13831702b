/**
 * The tokens that may still be drawn, in the order of their ids, which every stage keeps. `weights`
 * are logits until the softmax, then probabilities relative to the likeliest token's.
 */
export class Candidates {
  ids = new Int32Array(256);
  weights = new Float64Array(256);
  count = 0;

  push(id: number, weight: number): void {
    if (this.count === this.ids.length) this.#grow();
    this.ids[this.count] = id;
    this.weights[this.count++] = weight;
  }

  /** Drops what weighs less than `least`. */
  keepFrom(least: number): void {
    this.keepAbove(least, this.count);
  }

  /** Drops what weighs less than `least`, and of what weighs as much all but the first `ties`. */
  keepAbove(least: number, ties: number): void {
    const { ids, weights } = this;
    let kept = 0;
    let room = ties;
    for (let index = 0; index < this.count; index++) {
      const weight = weights[index]!;
      if (weight < least || (weight === least && --room < 0)) continue;
      ids[kept] = ids[index]!;
      weights[kept++] = weight;
    }
    this.count = kept;
  }

  #grow(): void {
    const { ids, weights } = this;
    this.ids = new Int32Array(2 * ids.length);
    this.weights = new Float64Array(2 * ids.length);
    this.ids.set(ids);
    this.weights.set(weights);
  }
}
