import { NOTHING as NO_TEXT, type RegexId, type RegexStore } from '../regex/store.ts';
import { complementArray, intersectArrays, itemAt } from './array-form.ts';
import { ExpressionTable } from './expression.ts';
import type { SchemaFaults } from './faults.ts';
import { JsonNumbers } from './json-numbers.ts';
import { JsonStrings } from './json-strings.ts';
import {
  type ArrayForm,
  anyArray,
  anyObject,
  arrayKey,
  EVERYTHING,
  type ExpressionId,
  type Kinds,
  NOTHING,
  type ObjectForm,
  objectKey,
  type Word,
} from './kinds.ts';
import { complementObject, intersectObjects } from './object-form.ts';
import { type ObjectPlan, planObject } from './object-plan.ts';

/** Forms one schema may unfold to, and the most that stand side by side. */
const MOST_FORMS = 50_000;
const MOST_ALTERNATIVES = 1_000;
/** Expressions one question about emptiness may look at. */
const EMPTINESS_STEPS = 5_000;
/** Derivatives one question about the emptiness of a regex may take; then it counts as not empty. */
export const REGEX_FUEL = 20_000;

/** Unfolds expressions into their normal form, one level of nesting at a time. */
export class Expander {
  readonly table: ExpressionTable;
  readonly numbers: JsonNumbers;
  readonly strings: JsonStrings;
  readonly everything: Kinds;
  readonly nothing: Kinds;
  readonly #store: RegexStore;
  readonly #faults: SchemaFaults;
  readonly #known = new Map<ExpressionId, Kinds>();
  readonly #open = new Set<ExpressionId>();
  readonly #read = new Map<ExpressionId, ExpressionId>();
  readonly #empty = new Map<ExpressionId, boolean>();
  readonly #plans = new Map<ObjectForm, ObjectPlan>();
  readonly #visiting = new Set<ExpressionId>();
  #forms = 0;
  #steps = 0;
  #assumed = false;

  constructor(store: RegexStore, faults: SchemaFaults) {
    this.#store = store;
    this.#faults = faults;
    this.numbers = new JsonNumbers(store);
    this.strings = new JsonStrings(store);
    this.everything = {
      words: new Set<Word>(['null', 'true', 'false']),
      numbers: this.numbers.all,
      strings: this.strings.any,
      arrays: [anyArray],
      objects: [anyObject],
    };
    this.nothing = {
      words: new Set(),
      numbers: this.numbers.none,
      strings: NO_TEXT,
      arrays: [],
      objects: [],
    };
    this.table = new ExpressionTable(this.everything, this.nothing);
  }

  /** `undefined` when the expression is defined by nothing but itself. */
  expand(id: ExpressionId): Kinds | undefined {
    const known = this.#known.get(id);
    if (known !== undefined) return known;
    if (this.#open.has(id)) return undefined;
    this.#open.add(id);
    const kinds = this.#unfold(id);
    this.#open.delete(id);
    if (kinds !== undefined) this.#known.set(id, kinds);
    return kinds;
  }

  /** True only when it is certain that no value is in the set. */
  isEmpty(id: ExpressionId): boolean {
    return this.#mayBeEmpty(id);
  }

  /** True only when it is certain that no value is in both sets. */
  isDisjoint(left: ExpressionId, right: ExpressionId): boolean {
    return this.isEmpty(this.table.all([left, right]));
  }

  /** The object form with its names sorted out. */
  plan(form: ObjectForm): ObjectPlan {
    let plan = this.#plans.get(form);
    if (plan === undefined) {
      plan = planObject(form, this.table, this.strings, this.#store);
      if (plan === undefined) throw this.#faults.tooComplex('overlapping patternProperties');
      this.#plans.set(form, plan);
    }
    return plan;
  }

  #unfold(id: ExpressionId): Kinds | undefined {
    const expression = this.table.get(id);
    switch (expression.kind) {
      case 'kinds':
        return expression.kinds;
      case 'schema':
        return this.expand(this.#resultOf(id, expression.read));
      case 'not':
        return this.#unfoldNot(expression.part);
      case 'one':
        return this.#exactlyOne(this.everything, expression.parts);
      case 'all':
        return this.#unfoldAll(expression.parts);
      case 'any':
        return this.#fold(expression.parts, (left, right) => this.#unite(left, right));
    }
  }

  /** Negation is pushed inwards, so that only single claims are ever negated. */
  #unfoldNot(part: ExpressionId): Kinds | undefined {
    const expression = this.table.get(part);
    switch (expression.kind) {
      case 'kinds':
        return this.#complement(expression.kinds);
      case 'schema':
        return this.expand(this.table.not(this.#resultOf(part, expression.read)));
      case 'not':
        return this.expand(expression.part);
      case 'one':
        return this.expand(this.#noneOrTwo(expression.parts));
      case 'all':
        return this.expand(this.table.any(expression.parts.map((inner) => this.table.not(inner))));
      case 'any':
        return this.expand(this.table.all(expression.parts.map((inner) => this.table.not(inner))));
    }
  }

  /** What is asked for exactly one part is answered last: the other claims keep the parts apart. */
  #unfoldAll(parts: readonly ExpressionId[]): Kinds | undefined {
    const choices: (readonly ExpressionId[])[] = [];
    const others = new Set<ExpressionId>();
    const schemas = new Set<ExpressionId>();
    const queue = [...parts];
    for (let part = queue.shift(); part !== undefined; part = queue.shift()) {
      if (others.has(part)) continue;
      const expression = this.table.get(part);
      if (expression.kind === 'one') choices.push(expression.parts);
      else if (expression.kind === 'all') queue.unshift(...expression.parts);
      else if (expression.kind === 'schema') {
        if (schemas.has(part)) continue;
        schemas.add(part);
        if (this.#open.has(part)) return undefined;
        queue.unshift(this.#resultOf(part, expression.read));
      } else others.add(part);
    }
    let kinds =
      others.size === 0
        ? this.everything
        : this.#fold([...others], (left, right) => this.#intersect(left, right));
    for (const choice of choices) kinds = kinds && this.#exactlyOne(kinds, choice);
    return kinds;
  }

  /** A schema is read once. */
  #resultOf(id: ExpressionId, read: () => ExpressionId): ExpressionId {
    const result = this.#read.get(id) ?? read();
    this.#read.set(id, result);
    return result;
  }

  /** The values of `context` in exactly one part; complements only of parts that overlap. */
  #exactlyOne(context: Kinds, parts: readonly ExpressionId[]): Kinds | undefined {
    const branches: Kinds[] = [];
    for (const part of parts) {
      const kinds = this.expand(part);
      if (kinds === undefined) return undefined;
      branches.push(this.#intersect(context, kinds));
    }
    let result: Kinds = this.nothing;
    for (let one = 0; one < parts.length; one++) {
      let branch: Kinds | undefined = branches[one]!;
      for (let other = 0; other < parts.length && branch !== undefined; other++) {
        if (one === other || this.#areDisjoint(branches[one]!, branches[other]!)) continue;
        const opposite = this.expand(this.table.not(parts[other]!));
        branch = opposite && this.#intersect(branch, opposite);
      }
      if (branch === undefined) return undefined;
      result = this.#unite(result, branch);
    }
    return result;
  }

  #areDisjoint(left: Kinds, right: Kinds): boolean {
    return this.#isEmptyKinds(this.#intersect(left, right));
  }

  #noneOrTwo(parts: readonly ExpressionId[]): ExpressionId {
    const none = this.table.all(parts.map((part) => this.table.not(part)));
    const pairs = parts.flatMap((one, index) =>
      parts.slice(index + 1).map((other) => this.table.all([one, other])),
    );
    return this.table.any([none, ...pairs]);
  }

  #fold(
    parts: readonly ExpressionId[],
    combine: (left: Kinds, right: Kinds) => Kinds,
  ): Kinds | undefined {
    let result: Kinds | undefined;
    for (const part of parts) {
      const kinds = this.expand(part);
      if (kinds === undefined) return undefined;
      result = result === undefined ? kinds : combine(result, kinds);
    }
    return result;
  }

  #unite(left: Kinds, right: Kinds): Kinds {
    return {
      words: left.words.union(right.words),
      numbers: this.numbers.union(left.numbers, right.numbers),
      strings: this.#uniteStrings(left.strings, right.strings),
      arrays: distinct([...left.arrays, ...right.arrays], anyArray, arrayKey),
      objects: distinct([...left.objects, ...right.objects], anyObject, objectKey),
    };
  }

  #uniteStrings(left: RegexId, right: RegexId): RegexId {
    const { any } = this.strings;
    return left === any || right === any ? any : this.#store.union([left, right]);
  }

  #intersect(left: Kinds, right: Kinds): Kinds {
    return {
      words: left.words.intersection(right.words),
      numbers: this.numbers.intersection(left.numbers, right.numbers),
      strings: this.#intersectStrings(left.strings, right.strings),
      arrays: this.#product(
        left.arrays,
        right.arrays,
        (one, other) => intersectArrays(one, other, this.table),
        (form) => this.#isEmptyArray(form),
        arrayKey,
      ),
      objects: this.#product(
        left.objects,
        right.objects,
        (one, other) => intersectObjects(one, other, this.table),
        (form) => this.#isEmptyObject(form),
        objectKey,
      ),
    };
  }

  #intersectStrings(left: RegexId, right: RegexId): RegexId {
    const { any } = this.strings;
    if (left === any) return right;
    return right === any ? left : this.#store.intersection([left, right]);
  }

  #product<Form>(
    left: readonly Form[],
    right: readonly Form[],
    combine: (one: Form, other: Form) => Form,
    isEmpty: (form: Form) => boolean,
    keyOf: (form: Form) => string,
  ): Form[] {
    const forms = new Map<string, Form>();
    const prunes = left.length > 1 || right.length > 1;
    for (const one of left) {
      for (const other of right) {
        const form = combine(one, other);
        this.#count(1);
        if (prunes && isEmpty(form)) continue;
        forms.set(left.length * right.length === 1 ? '' : keyOf(form), form);
      }
      if (forms.size > MOST_ALTERNATIVES) throw this.#faults.tooComplex('alternatives');
    }
    return [...forms.values()];
  }

  #complement(kinds: Kinds): Kinds {
    const words = [...this.everything.words].filter((word) => !kinds.words.has(word));
    return {
      words: new Set(words),
      numbers: this.numbers.complement(kinds.numbers),
      strings: this.#complementStrings(kinds.strings),
      arrays: this.#complementArrays(kinds.arrays),
      objects: this.#complementObjects(kinds.objects),
    };
  }

  #complementStrings(strings: RegexId): RegexId {
    const { any } = this.strings;
    if (strings === any) return NO_TEXT;
    if (strings === NO_TEXT) return any;
    return this.#store.intersection([any, this.#store.complement(strings)]);
  }

  #complementArrays(arrays: readonly ArrayForm[]): readonly ArrayForm[] {
    let result: readonly ArrayForm[] = [anyArray];
    for (const form of arrays) {
      const others = complementArray(form, this.table);
      if (others === undefined) {
        this.#faults.add('not', 'cannot negate uniqueItems');
        return [];
      }
      result = this.#product(
        result,
        others,
        (one, other) => intersectArrays(one, other, this.table),
        (array) => this.#isEmptyArray(array),
        arrayKey,
      );
    }
    return result;
  }

  #complementObjects(objects: readonly ObjectForm[]): readonly ObjectForm[] {
    let result: readonly ObjectForm[] = [anyObject];
    for (const form of objects) {
      result = this.#product(
        result,
        complementObject(form, this.table),
        (one, other) => intersectObjects(one, other, this.table),
        (object) => this.#isEmptyObject(object),
        objectKey,
      );
    }
    return result;
  }

  #count(forms: number): void {
    this.#forms += forms;
    if (this.#forms > MOST_FORMS) throw this.#faults.tooComplex('forms');
  }

  /** What is being asked about counts as empty: only finite values are values. */
  #mayBeEmpty(id: ExpressionId): boolean {
    if (id === EVERYTHING) return false;
    if (id === NOTHING) return true;
    const known = this.#empty.get(id);
    if (known !== undefined) return known;
    if (this.#visiting.has(id)) {
      this.#assumed = true;
      return true;
    }
    if (this.#visiting.size === 0) this.#steps = 0;
    if (++this.#steps > EMPTINESS_STEPS) return false;
    const outer = this.#assumed;
    this.#assumed = false;
    this.#visiting.add(id);
    const kinds = this.expand(id);
    const empty = kinds !== undefined && this.#isEmptyKinds(kinds);
    this.#visiting.delete(id);
    const isProven = kinds !== undefined && this.#steps <= EMPTINESS_STEPS;
    if (isProven && (!empty || !this.#assumed || this.#visiting.size === 0)) {
      this.#empty.set(id, empty);
    }
    this.#assumed = outer || (empty && this.#assumed);
    return empty;
  }

  #isEmptyKinds(kinds: Kinds): boolean {
    return (
      kinds.words.size === 0 &&
      this.numbers.isEmpty(kinds.numbers, REGEX_FUEL) &&
      this.#store.tryIsEmpty(kinds.strings, REGEX_FUEL) === true &&
      kinds.objects.every((form) => this.#isEmptyObject(form)) &&
      kinds.arrays.every((form) => this.#isEmptyArray(form))
    );
  }

  #isEmptyArray(form: ArrayForm): boolean {
    if (form.least > form.most) return true;
    const shown = Math.min(form.least, form.prefix.length + 1);
    for (let index = 0; index < shown; index++) {
      if (this.#mayBeEmpty(itemAt(form, index))) return true;
    }
    return form.counts.some((count) => {
      if (count.least > count.most || count.from + count.least > form.most) return true;
      if (count.least === 0) return false;
      const after = form.prefix.slice(count.from);
      const places = [...new Set([...after, form.rest])];
      return places.every((item) => this.#mayBeEmpty(this.table.all([item, count.value])));
    });
  }

  #isEmptyObject(form: ObjectForm): boolean {
    if (form.least > form.most || form.required.size > form.most) return true;
    const { named, classes } = this.plan(form);
    if (named.some(({ required, value }) => required && this.#mayBeEmpty(value))) return true;
    return form.some.some((claim, index) => {
      const places = [...named, ...classes].filter(({ witness }) => (witness & (1 << index)) !== 0);
      return places.every(({ value }) => this.#mayBeEmpty(this.table.all([value, claim.value])));
    });
  }
}

function distinct<Form>(
  forms: readonly Form[],
  any: Form,
  keyOf: (form: Form) => string,
): readonly Form[] {
  if (forms.length < 2) return forms;
  if (forms.includes(any)) return [any];
  return [...new Map(forms.map((form) => [keyOf(form), form])).values()];
}
