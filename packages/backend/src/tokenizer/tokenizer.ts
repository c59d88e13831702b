import type { Conversation } from '../conversation.ts';

/** Text to token ids and back, for one vocabulary. */
export interface Tokenizer {
  /** One more than the highest id. */
  readonly vocabularySize: number;
  /** Control tokens by name, such as `<|im_end|>`: they have no text and never come out of `encode`. */
  readonly specialTokens: ReadonlyMap<string, number>;
  /** The source of the chat template: it tells how the model writes reasoning and tool calls. */
  readonly chatTemplate: string;
  /** Whether the first token of a text carries a space that is not part of it, as SentencePiece puts there. */
  readonly hasLeadingSpace: boolean;
  /** Encodes plain text: what looks like a control token in it stays text. */
  encode(text: string): number[];
  /** The UTF-8 bytes of a token, which may end inside a code point; `undefined` for control tokens and unknown ids. */
  bytes(id: number): Uint8Array | undefined;
  /** The conversation as the model's chat template writes it, up to where its next answer begins. */
  render(conversation: Conversation): Prompt;
}

export interface Prompt {
  readonly tokens: readonly number[];
  /** The end of the written prompt: it tells whether the answer begins inside of a block that the template opened. */
  readonly ending: string;
}
