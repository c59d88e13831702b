import type { RegexId } from '../regex/store.ts';
import type { NumberSet } from './json-numbers.ts';

/** A set of JSON values, hash-consed in an `ExpressionTable`. */
export type ExpressionId = number;

/** Every value, and none. */
export const EVERYTHING: ExpressionId = 0;
export const NOTHING: ExpressionId = 1;

/** A set of property names: in all of `like`, in none of `unlike`, and not one of `except`. */
export interface NameSet {
  readonly like: readonly RegexId[];
  readonly unlike: readonly RegexId[];
  readonly except: ReadonlySet<string>;
}

/** A claim about the properties whose names are in a set. */
export interface NameClaim {
  readonly names: NameSet;
  readonly value: ExpressionId;
}

/** A conjunction of claims about an object. */
export interface ObjectForm {
  /** Names with a place in the order of writing; all others may stand anywhere. */
  readonly declared: ReadonlySet<string>;
  /** If the property is there, its value is in the set. */
  readonly properties: ReadonlyMap<string, ExpressionId>;
  /** All properties with such a name have such a value. */
  readonly every: readonly NameClaim[];
  /** Some property with such a name has such a value. */
  readonly some: readonly NameClaim[];
  readonly required: ReadonlySet<string>;
  readonly least: number;
  readonly most: number;
}

/** How many items from index `from` on are in a set. */
export interface ItemCount {
  readonly from: number;
  readonly value: ExpressionId;
  readonly least: number;
  readonly most: number;
}

/** A conjunction of claims about an array. */
export interface ArrayForm {
  readonly prefix: readonly ExpressionId[];
  readonly rest: ExpressionId;
  readonly least: number;
  readonly most: number;
  readonly counts: readonly ItemCount[];
  /** Where the schema demands unique items; `undefined` where it does not. */
  readonly unique: string | undefined;
}

/** A set of JSON values by their kind: the normal form that expressions expand to. */
export interface Kinds {
  readonly words: ReadonlySet<Word>;
  readonly numbers: NumberSet;
  /** Over the text between the quotes. */
  readonly strings: RegexId;
  /** Disjunctions: a value has to meet one form. */
  readonly arrays: readonly ArrayForm[];
  readonly objects: readonly ObjectForm[];
}

export type Word = 'null' | 'true' | 'false';

export const anyObject: ObjectForm = {
  declared: new Set(),
  properties: new Map(),
  every: [],
  some: [],
  required: new Set(),
  least: 0,
  most: Number.POSITIVE_INFINITY,
};

export const anyArray: ArrayForm = {
  prefix: [],
  rest: EVERYTHING,
  least: 0,
  most: Number.POSITIVE_INFINITY,
  counts: [],
  unique: undefined,
};

/** Equal keys for equal forms, whatever the order of their claims. */
export function objectKey(form: ObjectForm): string {
  const properties = [...form.properties].map(
    ([name, value]) => `${JSON.stringify(name)}=${value}`,
  );
  const claims = (list: readonly NameClaim[]) => list.map(claimKey).sort().join(';');
  const required = [...form.required].sort().map((name) => JSON.stringify(name));
  return `${properties.sort()}|${claims(form.every)}|${claims(form.some)}|${required}|${form.least}|${form.most}`;
}

export function arrayKey(form: ArrayForm): string {
  const counts = form.counts.map(
    ({ from, value, least, most }) => `${from}:${value}:${least}:${most}`,
  );
  return `${form.prefix}|${form.rest}|${form.least}|${form.most}|${counts.sort()}|${form.unique !== undefined}`;
}

export function claimKey({ names, value }: NameClaim): string {
  const except = [...names.except].sort().map((name) => JSON.stringify(name));
  return `${names.like}/${names.unlike}/${except}:${value}`;
}
