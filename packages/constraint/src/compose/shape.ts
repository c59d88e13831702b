import type { GrammarSource } from '../compile.ts';
import type { ToolCallFormat } from './formats.ts';

/** What a response may consist of, in this order: reasoning, then text or tool calls. */
export interface ResponseShape {
  readonly reasoning?: ReasoningShape;
  readonly toolCalls?: ToolCallShape;
  readonly final: FinalShape;
  /**
   * What stands in front of the final text, in formats that mark every part of a response. There, text does not lead up to
   * calls, and no white space stands between the parts.
   */
  readonly beforeFinal?: string;
}

/** What a matcher of a composed response may tell as the `segment` being written. */
export type ResponseSegment = 'reasoning' | 'text' | 'tool-calls';

/** A block such as `<think> … </think>`. Its marks are texts or begin with a special token. */
export interface ReasoningShape {
  readonly begin: string;
  readonly end: string;
  /** The prompt ends inside of the block: the response starts with the reasoning and has to end it. */
  readonly isOpen?: boolean;
}

export interface ToolCallShape {
  readonly format: ToolCallFormat;
  readonly tools: readonly ToolShape[];
  readonly choice: ToolChoice;
  /** Without it there is at most one call. */
  readonly isParallel: boolean;
}

export interface ToolShape {
  readonly name: string;
  /** The JSON Schema of the arguments; without one any object. */
  readonly parameters?: unknown;
  /** With a schema that cannot be honoured the arguments may be any object. */
  readonly isLenient?: boolean;
  /** What the one text that `parameters` declare must match. */
  readonly text?: TextGrammar;
}

export type TextGrammar = Extract<GrammarSource, { readonly type: 'regex' | 'lark' }>;

/** `only` names the tools that may be called; without it all may. */
export interface ToolChoice {
  readonly mode: 'none' | 'auto' | 'required';
  readonly only?: readonly string[];
}

export type FinalShape =
  | { readonly kind: 'free' }
  /** No text: the response is its calls, or empty. */
  | { readonly kind: 'none' }
  | { readonly kind: 'grammar'; readonly grammar: GrammarSource };
