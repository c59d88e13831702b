import { type Decimal, parseDecimal } from './decimal.ts';
import type { Place } from './document.ts';
import type { Draft } from './draft.ts';
import type { SchemaFaults } from './faults.ts';
import { isJsonArray, isJsonObject, type Json, JsonNumber, type JsonObject } from './json-text.ts';

/** Which schemas the names of `$dynamicAnchor` stand for, on the way by which a schema was reached. */
export interface DynamicScope {
  readonly key: string;
  readonly anchors: ReadonlyMap<string, Place>;
}

/** A schema object at its place, ready to be read keyword by keyword. */
export class Site {
  readonly place: Place;
  readonly schema: JsonObject;
  readonly draft: Draft;
  readonly scope: DynamicScope;
  readonly #faults: SchemaFaults;

  constructor(
    place: Place,
    schema: JsonObject,
    context: { draft: Draft; scope: DynamicScope; faults: SchemaFaults },
  ) {
    this.place = place;
    this.schema = schema;
    this.draft = context.draft;
    this.scope = context.scope;
    this.#faults = context.faults;
  }

  has(keyword: string): boolean {
    return this.schema.has(keyword);
  }

  get(keyword: string): Json | undefined {
    return this.schema.get(keyword);
  }

  unsupported(keyword: string, message: string): void {
    this.#faults.unsupported(this.place.pointer, keyword, message);
  }

  warn(keyword: string, message: string): void {
    this.#faults.warn(this.place.pointer, keyword, message);
  }

  invalid(keyword: string, message: string): void {
    this.#faults.invalid(this.place.pointer, keyword, message);
  }

  decimal(keyword: string): Decimal | undefined {
    const value = this.get(keyword);
    if (value === undefined) return undefined;
    const decimal = value instanceof JsonNumber ? parseDecimal(value.text) : undefined;
    if (decimal === undefined) this.invalid(keyword, 'must be a number');
    return decimal;
  }

  /** A number of things; `fallback` when it is not there. */
  count(keyword: string, fallback: number): number {
    const value = this.get(keyword);
    if (value === undefined) return fallback;
    const number = value instanceof JsonNumber ? Number(value.text) : Number.NaN;
    if (Number.isInteger(number) && number >= 0) return number;
    this.invalid(keyword, 'must be an integer of at least 0');
    return fallback;
  }

  text(keyword: string): string | undefined {
    const value = this.get(keyword);
    if (value === undefined || typeof value === 'string') return value;
    this.invalid(keyword, 'must be a string');
    return undefined;
  }

  names(keyword: string): readonly string[] {
    return this.#strings(this.get(keyword), keyword);
  }

  /** Lists of names by name. */
  namesByName(keyword: string): readonly (readonly [string, readonly string[]])[] {
    return this.members(keyword).map(([name, list]) => [name, this.#strings(list, keyword)]);
  }

  /** The members of a keyword whose value is an object. */
  members(keyword: string): readonly (readonly [string, Json])[] {
    const value = this.get(keyword);
    if (value === undefined) return [];
    if (isJsonObject(value)) return [...value];
    this.invalid(keyword, 'must be an object');
    return [];
  }

  /** How many schemas a keyword lists. */
  listLength(keyword: string): number {
    const value = this.get(keyword);
    if (value === undefined) return 0;
    if (isJsonArray(value)) return value.length;
    this.invalid(keyword, 'must be an array of schemas');
    return 0;
  }

  #strings(value: Json | undefined, keyword: string): readonly string[] {
    if (value === undefined) return [];
    const strings = isJsonArray(value) ? value.filter((item) => typeof item === 'string') : [];
    if (!isJsonArray(value) || strings.length < value.length) {
      this.invalid(keyword, 'must be an array of strings');
    }
    return strings;
  }
}
