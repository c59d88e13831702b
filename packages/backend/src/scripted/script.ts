import type { Conversation } from '../conversation.ts';

/** What the model answers to a conversation. The same conversation must always get the same answer. */
export type Script = (conversation: Conversation) => string | ScriptedAnswer;

export interface ScriptedAnswer {
  readonly output: readonly ScriptedItem[];
  /** How long each token takes (default: what the model's options say). */
  readonly stepMs?: number;
}

export type ScriptedItem =
  | { readonly type: 'text' | 'reasoning'; readonly text: string }
  /** Arguments that are a string are written as they are, be they JSON or not. */
  | { readonly type: 'function_call'; readonly name: string; readonly arguments: object | string }
  /** The model breaks down, within the item before it. */
  | { readonly type: 'failure'; readonly message: string };
