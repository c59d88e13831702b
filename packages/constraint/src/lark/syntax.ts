import type { Position } from './position.ts';

/** What may stand on the right of a definition, as it is written. */
export type Expression = { readonly position: Position } & (
  | { readonly kind: 'choice' | 'both' | 'sequence'; readonly parts: readonly Expression[] }
  | { readonly kind: 'not'; readonly part: Expression }
  | Repetition
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'string'; readonly text: string; readonly ignoreCase: boolean }
  | { readonly kind: 'range'; readonly first: string; readonly last: string }
  | { readonly kind: 'regex'; readonly pattern: string; readonly flags: string }
  | { readonly kind: 'substring' | 'json'; readonly text: string }
  | { readonly kind: 'special-token'; readonly text: string }
  | { readonly kind: 'grammar-reference'; readonly name: string }
  | { readonly kind: 'lark'; readonly grammar: LarkGrammar }
);

export interface Repetition {
  readonly kind: 'repeat';
  readonly part: Expression;
  readonly least: number;
  /** `Infinity` where nothing bounds it. */
  readonly most: number;
}

/** What stands in brackets behind the name of a rule. */
export interface Attributes {
  readonly lazy?: boolean;
  readonly stop?: Expression;
  readonly suffix?: Expression;
  readonly capture?: string;
  readonly stopCapture?: string;
  readonly maxTokens?: number;
  readonly temperature?: number;
}

export interface Definition {
  readonly name: string;
  readonly position: Position;
  readonly attributes: Attributes;
  readonly body: Expression;
}

/** Options of `%llguidance { … }`; names we do not know are refused. */
export interface LarkOptions {
  readonly allowInitialSkip: boolean;
  readonly skipOnce: boolean;
  readonly noForcing: boolean;
}

export interface LarkGrammar {
  readonly rules: ReadonlyMap<string, Definition>;
  readonly terminals: ReadonlyMap<string, Definition>;
  readonly ignored: readonly Expression[];
  readonly options: LarkOptions;
}
