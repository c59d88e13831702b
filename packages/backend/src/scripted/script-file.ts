import type { ScriptedItem } from './script.ts';

/** What a file says that a scripted model is made of. */
export interface ScriptFile {
  /** Prompt and answer together, in bytes. */
  readonly context_length?: number;
  /** For rules that have none of their own (default: as fast as it can). */
  readonly pace?: Pace;
  /** The first that fits the conversation counts. */
  readonly rules: readonly Rule[];
}

/** A token is a byte. */
export type Pace = { readonly ms_per_token: number } | { readonly tokens_per_second: number };

export interface Rule {
  /** Whose the last message is (default: anybody's). */
  readonly role?: RuleRole;
  /** What the last message has in it (default: anything). */
  readonly when?: RegExp;
  /** What the conversation before the last message has in it (default: anything). */
  readonly after?: RegExp;
  readonly pace?: Pace;
  /** `$1` … `$9` stand for what the groups of `when` matched. */
  readonly output: readonly ScriptedItem[];
}

export const RULE_ROLES = ['system', 'user', 'assistant', 'tool'] as const;
export type RuleRole = (typeof RULE_ROLES)[number];
