import { NOTHING as NO_TEXT, type RegexId, type RegexStore } from '../regex/store.ts';
import { complementArray, intersectArrays } from './array-form.ts';
import type { Emptiness } from './emptiness.ts';
import type { ExpressionTable } from './expression.ts';
import type { SchemaFaults } from './faults.ts';
import type { JsonNumbers } from './json-numbers.ts';
import type { JsonStrings } from './json-strings.ts';
import {
  type ArrayForm,
  anyArray,
  anyObject,
  arrayKey,
  type Kinds,
  type ObjectForm,
  objectKey,
} from './kinds.ts';
import { complementObject, intersectObjects } from './object-form.ts';

/** Forms one schema may unfold to, and the most that stand side by side. */
const MOST_FORMS = 200_000;
const MOST_ALTERNATIVES = 1_000;

interface Parts {
  readonly table: ExpressionTable;
  readonly numbers: JsonNumbers;
  readonly strings: JsonStrings;
  readonly everything: Kinds;
}

/** Union, intersection and complement of sets of JSON values in normal form. */
export class KindSets {
  readonly #parts: Parts;
  readonly #store: RegexStore;
  readonly #emptiness: Emptiness;
  readonly #faults: SchemaFaults;
  #forms = 0;

  constructor(parts: Parts, store: RegexStore, emptiness: Emptiness, faults: SchemaFaults) {
    this.#parts = parts;
    this.#store = store;
    this.#emptiness = emptiness;
    this.#faults = faults;
  }

  unite(all: readonly Kinds[]): Kinds {
    const { any } = this.#parts.strings;
    const strings = all.map((kinds) => kinds.strings);
    return {
      words: new Set(all.flatMap(({ words }) => [...words])),
      numbers: this.#parts.numbers.union(all.map(({ numbers }) => numbers)),
      strings: strings.includes(any) ? any : this.#store.union(strings),
      arrays: distinct(
        all.flatMap(({ arrays }) => arrays),
        anyArray,
        arrayKey,
      ),
      objects: distinct(
        all.flatMap(({ objects }) => objects),
        anyObject,
        objectKey,
      ),
    };
  }

  intersect(left: Kinds, right: Kinds): Kinds {
    return {
      words: left.words.intersection(right.words),
      numbers: this.#parts.numbers.intersection(left.numbers, right.numbers),
      strings: this.#intersectStrings(left.strings, right.strings),
      arrays: this.#product(
        left.arrays,
        right.arrays,
        (one, other) => intersectArrays(one, other, this.#parts.table),
        (form) => this.#emptiness.isEmptyArray(form),
        arrayKey,
      ),
      objects: this.#product(
        left.objects,
        right.objects,
        (one, other) => intersectObjects(one, other, this.#parts.table),
        (form) => this.#emptiness.isEmptyObject(form),
        objectKey,
      ),
    };
  }

  #intersectStrings(left: RegexId, right: RegexId): RegexId {
    const { any } = this.#parts.strings;
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
        this.count(1);
        if (prunes && this.#emptiness.apart(() => isEmpty(form))) continue;
        forms.set(left.length * right.length === 1 ? '' : keyOf(form), form);
      }
      if (forms.size > MOST_ALTERNATIVES) throw this.#faults.tooComplex('alternatives');
    }
    return [...forms.values()];
  }

  complement(kinds: Kinds): Kinds {
    const words = [...this.#parts.everything.words].filter((word) => !kinds.words.has(word));
    return {
      words: new Set(words),
      numbers: this.#parts.numbers.complement(kinds.numbers),
      strings: this.#complementStrings(kinds.strings),
      arrays: this.#complementArrays(kinds.arrays),
      objects: this.#complementObjects(kinds.objects),
    };
  }

  #complementStrings(strings: RegexId): RegexId {
    const { any } = this.#parts.strings;
    if (strings === any) return NO_TEXT;
    if (strings === NO_TEXT) return any;
    return this.#store.intersection([any, this.#store.complement(strings)]);
  }

  #complementArrays(arrays: readonly ArrayForm[]): readonly ArrayForm[] {
    let result: readonly ArrayForm[] = [anyArray];
    for (const form of arrays) {
      const others = complementArray(form, this.#parts.table);
      if (others === undefined) {
        this.#faults.add('not', 'cannot negate uniqueItems');
        return [];
      }
      result = this.#product(
        result,
        others,
        (one, other) => intersectArrays(one, other, this.#parts.table),
        (array) => this.#emptiness.isEmptyArray(array),
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
        complementObject(form, this.#parts.table),
        (one, other) => intersectObjects(one, other, this.#parts.table),
        (object) => this.#emptiness.isEmptyObject(object),
        objectKey,
      );
    }
    return result;
  }

  /** Throws once there are too many. */
  count(forms: number): void {
    this.#forms += forms;
    if (this.#forms > MOST_FORMS) throw this.#faults.tooComplex('forms');
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
