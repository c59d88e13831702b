import { NOTHING as NO_TEXT, type RegexStore } from '../regex/store.ts';
import { Emptiness } from './emptiness.ts';
import { ExpressionTable } from './expression.ts';
import type { SchemaFaults } from './faults.ts';
import { JsonNumbers } from './json-numbers.ts';
import { JsonStrings } from './json-strings.ts';
import { KindSets } from './kind-sets.ts';
import {
  anyArray,
  anyObject,
  EVERYTHING,
  type ExpressionId,
  type Kinds,
  type ObjectForm,
  type Word,
} from './kinds.ts';
import { type ObjectPlan, planObject } from './object-plan.ts';

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
  readonly #plans = new Map<ObjectForm, ObjectPlan>();
  readonly #emptiness: Emptiness;
  readonly #sets: KindSets;

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
    this.#emptiness = new Emptiness(this, store);
    this.#sets = new KindSets(this, store, this.#emptiness, faults);
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
    return this.#emptiness.apart(() => this.#emptiness.isEmpty(id));
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
        return this.#unfoldAny(expression.parts);
    }
  }

  /** Negation is pushed inwards, so that only single claims are ever negated. */
  #unfoldNot(part: ExpressionId): Kinds | undefined {
    const expression = this.table.get(part);
    switch (expression.kind) {
      case 'kinds':
        return this.#sets.complement(expression.kinds);
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

  #unfoldAny(parts: readonly ExpressionId[]): Kinds | undefined {
    const all = this.#expandAll(parts);
    return all && this.#sets.unite(all);
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
    const all = this.#expandAll(others);
    let kinds = all?.reduce((left, right) => this.#sets.intersect(left, right), this.everything);
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
    const expanded = this.#expandAll(parts);
    if (expanded === undefined) return undefined;
    const branches = expanded.map((kinds) => this.#sets.intersect(context, kinds));
    const overlaps = this.#overlaps(branches);
    const apart: Kinds[] = [];
    for (const [one, others] of overlaps.entries()) {
      let branch = branches[one]!;
      for (const other of others) {
        const opposite = this.expand(this.table.not(parts[other]!));
        if (opposite === undefined) return undefined;
        branch = this.#sets.intersect(branch, opposite);
      }
      apart.push(branch);
    }
    return this.#sets.unite(apart);
  }

  /** For every branch those that share a value with it, as far as nobody can tell. */
  #overlaps(branches: readonly Kinds[]): number[][] {
    const overlaps = branches.map((): number[] => []);
    const marks = branches.map((branch) => this.#scalarsOf(branch));
    const tags = this.#tagsOf(branches);
    let [seen, seenTags] = [this.nothing, this.nothing];
    for (const [one, branch] of branches.entries()) {
      // Constants and tagged objects are compared with all of their predecessors at once.
      const [mark, tag] = [marks[one]!, tags?.[one]];
      const isScalar = branch.arrays.length + branch.objects.length === 0;
      const isTold = (isScalar || tag !== undefined) && this.#areDisjoint(mark, seen);
      const isNew = isTold && (tag === undefined || this.#areDisjoint(tag, seenTags));
      seen = this.#sets.unite([seen, mark]);
      if (tag !== undefined) seenTags = this.#sets.unite([seenTags, tag]);
      for (let other = 0; other < one && !isNew; other++) {
        this.#sets.count(1);
        if (this.#areDisjoint(branch, branches[other]!)) continue;
        overlaps[one]!.push(other);
        overlaps[other]!.push(one);
      }
    }
    return overlaps;
  }

  #scalarsOf(kinds: Kinds): Kinds {
    return { ...kinds, arrays: [], objects: [] };
  }

  /**
   * The scalar values that each branch has for a property which all of its objects require;
   * `undefined` where there is no such property.
   */
  #tagsOf(branches: readonly Kinds[]): Kinds[] | undefined {
    const objects = branches.flatMap((branch) => branch.objects);
    if (objects.length < 2 || branches.some(({ arrays }) => arrays.length > 0)) return undefined;
    const shared = objects
      .map(({ required }) => required)
      .reduce((one, other) => one.intersection(other));
    for (const name of shared) {
      const values = objects.map(({ properties }) => properties.get(name) ?? EVERYTHING);
      const isScalar = this.#expandAll(values)?.every(
        (kinds) => kinds.arrays.length + kinds.objects.length === 0,
      );
      if (isScalar !== true) continue;
      return branches.map((branch) =>
        this.#sets.unite(
          this.#expandAll(branch.objects.map((form) => form.properties.get(name)!)) ?? [],
        ),
      );
    }
    return undefined;
  }

  #areDisjoint(left: Kinds, right: Kinds): boolean {
    const common = this.#sets.intersect(left, right);
    return this.#emptiness.apart(() => this.#emptiness.isEmptyKinds(common));
  }

  #noneOrTwo(parts: readonly ExpressionId[]): ExpressionId {
    const none = this.table.all(parts.map((part) => this.table.not(part)));
    const pairs = parts.flatMap((one, index) =>
      parts.slice(index + 1).map((other) => this.table.all([one, other])),
    );
    return this.table.any([none, ...pairs]);
  }

  #expandAll(parts: Iterable<ExpressionId>): Kinds[] | undefined {
    const all: Kinds[] = [];
    for (const part of parts) {
      const kinds = this.expand(part);
      if (kinds === undefined) return undefined;
      all.push(kinds);
    }
    return all;
  }
}
