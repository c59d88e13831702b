import type { Constraint } from './constraint.ts';

/** What a model is asked to continue, in the words that chat templates use. */
export interface Conversation {
  readonly messages: readonly Message[];
  /** The functions that the model may call. */
  readonly tools?: readonly ToolDefinition[];
  /** Texts that the answer may draw on, for templates that have a place for them. */
  readonly documents?: readonly ContextDocument[];
  /** How much the model is to think before it answers; unset leaves it to the template. */
  readonly reasoningEffort?: ReasoningEffort;
}

export type Message =
  | { readonly role: 'system' | 'user'; readonly content: string }
  | AssistantMessage
  | ToolMessage;

/** A turn of the model: what it thought, said and called, in this order. */
export interface AssistantMessage {
  readonly role: 'assistant';
  readonly content: string;
  readonly reasoning?: string;
  readonly toolCalls?: readonly ToolCall[];
}

/** What a called function gave back. */
export interface ToolMessage {
  readonly role: 'tool';
  /** The `id` of the call. */
  readonly callId: string;
  /** The name of the function that was called. */
  readonly name: string;
  readonly content: string;
}

export interface ToolCall {
  readonly id: string;
  readonly name: string;
  /** A JSON text. */
  readonly arguments: string;
}

export interface ToolDefinition {
  readonly name: string;
  readonly description?: string;
  /** A JSON Schema; without one any object. */
  readonly parameters?: unknown;
  /** Arguments that do not match `parameters` are never written. */
  readonly isStrict?: boolean;
  /** What the text of its one argument must match, in a tool that takes a text: `parameters` declare one required string. */
  readonly textFormat?: TextFormat;
}

export type TextFormat = Extract<Constraint, { readonly type: 'regex' | 'lark' }>;

export interface ContextDocument {
  readonly title?: string;
  readonly text: string;
}

export type ReasoningEffort = 'none' | 'minimal' | 'low' | 'medium' | 'high' | 'xhigh' | 'max';
