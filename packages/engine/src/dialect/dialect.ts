import type { ToolCallFormat } from '@antiphon/constraint';
import type { AnswerSink } from './answer-sink.ts';
import type { CallWriter } from './call-writer.ts';
import type { ControlTokens } from './control-tokens.ts';
import type { Input, Parse } from './input.ts';

/** How a model family writes what is more than text. */
export interface Dialect {
  /** `undefined` for a model that does not think in a block of its own. */
  readonly reasoning: ReasoningFormat | undefined;
  /** `undefined` for a model whose template knows no tools. */
  readonly calls: CallFormat | undefined;
  /** Marks around the answer's text that are no part of it. */
  readonly wrappers: readonly string[];
  /** Control tokens that end the model's turn beside those of its configuration; the tokenizer has all of them. */
  readonly endOfTurnNames: readonly string[];
  /** What the parts of an answer begin with, where each of them is a message of its own. */
  readonly messages?: MessageMarks;
  readonly control: ControlTokens;
  /** Reads a whole answer. */
  read(scope: AnswerScope): Parse<void>;
}

/** A block of thoughts. */
export interface ReasoningFormat extends ReasoningMarks {
  /**
   * The template opens the block where thoughts are asked for, and writes nothing where they are not: whatever it has not opened,
   * the model is not to open.
   */
  readonly isOpenedOnRequest: boolean;
}

/** What a block is set off with: control tokens, text, or a mix of both. */
export interface ReasoningMarks {
  readonly begin: string;
  readonly end: string;
}

export interface MessageMarks {
  /** In front of every message but the first. */
  readonly start: string;
  /** In front of the final text. */
  readonly final: string;
}

export interface CallFormat {
  /** The family, as error messages tell it. */
  readonly name: string;
  /** Where calls begin. */
  readonly triggers: readonly string[];
  /** Reads calls from behind their trigger to their last mark. What it has read and not settled then is text after all. */
  read(scope: CallScope, trigger: string): Parse<void>;
  /** Reads calls that stand without a mark at the start of the text, where a brace or bracket comes next. */
  readonly readBare?: (scope: CallScope) => Parse<void>;
  /** How a grammar writes the calls, or why none can. */
  readonly shape: ToolCallFormat | { readonly refusal: string };
}

/** What a format of calls reads from and writes to. */
export interface CallScope {
  readonly input: Input;
  readonly calls: CallWriter;
}

/** What an answer is read from and written to. */
export interface AnswerScope extends CallScope {
  readonly dialect: Dialect;
  readonly sink: AnswerSink;
  /** Whether there is anything to call; otherwise nothing is read as a call. */
  readonly hasTools: boolean;
  /** A stop string ends with white space, so that none may be held back for the case that a call follows. */
  readonly isSpaceUrgent: boolean;
  /** The end of the prompt: it tells whether the answer begins within a block. */
  readonly promptEnding: string;
}
