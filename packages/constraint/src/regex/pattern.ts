import type { CodePoints } from './code-points.ts';

/** A parsed regex: what it means, not how it was spelt. Greedy and lazy quantifiers mean the same. */
export type Pattern =
  | { readonly kind: 'characters'; readonly points: CodePoints }
  | { readonly kind: 'sequence'; readonly parts: readonly Pattern[] }
  | { readonly kind: 'choice'; readonly options: readonly Pattern[] }
  | {
      readonly kind: 'repeat';
      readonly body: Pattern;
      readonly least: number;
      /** `Infinity` for no limit. */
      readonly most: number;
    }
  | { readonly kind: 'start' }
  | { readonly kind: 'end' }
  | { readonly kind: 'boundary'; readonly negated: boolean }
  | { readonly kind: 'look-ahead'; readonly negated: boolean; readonly body: Pattern };

/** A fault in a regex, or a construct that no finite automaton can honour. */
export class PatternError extends Error {
  override readonly name = 'PatternError';
}

/** Whether it holds an assertion: something that looks at its surroundings. */
export function hasAssertion(pattern: Pattern): boolean {
  switch (pattern.kind) {
    case 'characters':
      return false;
    case 'sequence':
      return pattern.parts.some(hasAssertion);
    case 'choice':
      return pattern.options.some(hasAssertion);
    case 'repeat':
      return hasAssertion(pattern.body);
    case 'start':
    case 'end':
    case 'boundary':
    case 'look-ahead':
      return true;
  }
}

/** Whether it holds an assertion about what stands before it. */
export function looksBack(pattern: Pattern): boolean {
  switch (pattern.kind) {
    case 'characters':
    case 'end':
      return false;
    case 'sequence':
      return pattern.parts.some(looksBack);
    case 'choice':
      return pattern.options.some(looksBack);
    case 'repeat':
    case 'look-ahead':
      return looksBack(pattern.body);
    case 'start':
    case 'boundary':
      return true;
  }
}
