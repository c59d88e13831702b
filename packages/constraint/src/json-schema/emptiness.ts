import type { RegexStore } from '../regex/store.ts';
import { itemAt } from './array-form.ts';
import type { ExpressionTable } from './expression.ts';
import type { JsonNumbers } from './json-numbers.ts';
import {
  type ArrayForm,
  EVERYTHING,
  type ExpressionId,
  type Kinds,
  NOTHING,
  type ObjectForm,
} from './kinds.ts';
import type { ObjectPlan } from './object-plan.ts';

/** Expressions one question about emptiness may look at. */
const EMPTINESS_STEPS = 5_000;
/** Derivatives one question about the emptiness of a regex may take; then it counts as not empty. */
const REGEX_FUEL = 20_000;

/** What has to be known of expressions to tell whether they are empty. */
export interface ExpressionSource {
  readonly table: ExpressionTable;
  readonly numbers: JsonNumbers;
  expand(id: ExpressionId): Kinds | undefined;
  plan(form: ObjectForm): ObjectPlan;
}

/** Tells whether sets of JSON values are empty. Every answer "empty" is certain. */
export class Emptiness {
  readonly #source: ExpressionSource;
  readonly #store: RegexStore;
  readonly #known = new Map<ExpressionId, boolean>();
  #visiting = new Set<ExpressionId>();
  #assumed = false;
  #depth = 0;
  #steps = 0;

  constructor(source: ExpressionSource, store: RegexStore) {
    this.#source = source;
    this.#store = store;
  }

  /**
   * Asks while another question is open, whose assumptions do not count: what an expression unfolds to
   * is remembered and has to hold by itself.
   */
  apart(question: () => boolean): boolean {
    const [visiting, assumed] = [this.#visiting, this.#assumed];
    this.#visiting = new Set();
    this.#assumed = false;
    if (visiting.size > 0) this.#depth++;
    const answer = question();
    if (visiting.size > 0) this.#depth--;
    this.#visiting = visiting;
    this.#assumed = assumed;
    return answer;
  }

  /** What is being asked about counts as empty: only finite values are values. */
  isEmpty(id: ExpressionId): boolean {
    if (id === EVERYTHING) return false;
    if (id === NOTHING) return true;
    const known = this.#known.get(id);
    if (known !== undefined) return known;
    if (this.#visiting.has(id)) {
      this.#assumed = true;
      return true;
    }
    if (this.#visiting.size === 0 && this.#depth === 0) this.#steps = 0;
    if (++this.#steps > EMPTINESS_STEPS) return false;
    const outer = this.#assumed;
    this.#assumed = false;
    this.#visiting.add(id);
    const kinds = this.#source.expand(id);
    const empty = kinds !== undefined && this.isEmptyKinds(kinds);
    this.#visiting.delete(id);
    const isProven = kinds !== undefined && this.#steps <= EMPTINESS_STEPS;
    if (isProven && (!empty || !this.#assumed || this.#visiting.size === 0)) {
      this.#known.set(id, empty);
    }
    this.#assumed = outer || (empty && this.#assumed);
    return empty;
  }

  isEmptyKinds(kinds: Kinds): boolean {
    return (
      kinds.words.size === 0 &&
      this.#source.numbers.isEmpty(kinds.numbers, REGEX_FUEL) &&
      this.#store.tryIsEmpty(kinds.strings, REGEX_FUEL) === true &&
      kinds.objects.every((form) => this.isEmptyObject(form)) &&
      kinds.arrays.every((form) => this.isEmptyArray(form))
    );
  }

  isEmptyArray(form: ArrayForm): boolean {
    if (form.least > form.most) return true;
    const shown = Math.min(form.least, form.prefix.length + 1);
    for (let index = 0; index < shown; index++) {
      if (this.isEmpty(itemAt(form, index))) return true;
    }
    return form.counts.some((count) => {
      if (count.least > count.most || count.from + count.least > form.most) return true;
      if (count.least === 0) return false;
      const after = form.prefix.slice(count.from);
      const places = [...new Set([...after, form.rest])];
      return places.every((item) => this.isEmpty(this.#source.table.all([item, count.value])));
    });
  }

  isEmptyObject(form: ObjectForm): boolean {
    if (form.least > form.most || form.required.size > form.most) return true;
    const { named, classes } = this.#source.plan(form);
    if (named.some(({ required, value }) => required && this.isEmpty(value))) return true;
    return form.some.some((claim, index) => {
      const places = [...named, ...classes].filter(({ witness }) => (witness & (1 << index)) !== 0);
      return places.every(({ value }) =>
        this.isEmpty(this.#source.table.all([value, claim.value])),
      );
    });
  }
}
