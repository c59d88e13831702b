import type { Conversation } from '../conversation.ts';

/** Text to token ids and back, for one vocabulary. */
export interface Tokenizer {
  /** One more than the highest id. */
  readonly vocabularySize: number;
  /** Control tokens: they have no text and never come out of `encode`. */
  readonly specialIds: ReadonlySet<number>;
  /** Encodes plain text: what looks like a control token in it stays text. */
  encode(text: string): number[];
  /** The UTF-8 bytes of a token, which may end inside a code point; `undefined` for control tokens and unknown ids. */
  bytes(id: number): Uint8Array | undefined;
  /** The conversation as the model's chat template writes it, up to where its next answer begins. */
  render(conversation: Conversation): number[];
}
