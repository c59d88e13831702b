import type { Issue } from '../errors.ts';
import type { Json } from './json-text.ts';

/** The space allowed around the punctuation of a document; never before its first or after its last byte. */
export type Whitespace =
  | { readonly kind: 'compact' }
  /** Up to so many blanks, tabs and line ends in a row: a bound, so that no model writes them forever. */
  | { readonly kind: 'flexible'; readonly most: number }
  /** A regex for what may stand before and behind every mark; it has to match the empty text. */
  | { readonly kind: 'pattern'; readonly pattern: string };

export interface JsonSchemaOptions {
  readonly whitespace?: Whitespace;
  /**
   * `schema`: declared properties in the order they are declared,
   * with all others among them. `free`: in any order; of an object with more than six properties the
   * optional ones may then come twice, as JSON allows, and required ones from the fifth on keep their
   * order among themselves.
   */
  readonly propertyOrder?: 'schema' | 'free';
  /** The defaults of the API's strict mode: an object that declares properties has no others. */
  readonly strict?: boolean;
  /**
   * `assert` enforces the formats of the standard and takes others as annotations, with a warning;
   * `assert-all` refuses others; `annotate` enforces none, as the standard has it by default.
   */
  readonly formats?: 'assert' | 'assert-all' | 'annotate';
  /** Other schemas that a `$ref` may point to, by their address. */
  readonly documents?: ReadonlyMap<string, Json>;
  /** Takes what is worth knowing though it is no error. */
  readonly warnings?: Issue[];
}

export const defaultWhitespace: Whitespace = { kind: 'flexible', most: 40 };
