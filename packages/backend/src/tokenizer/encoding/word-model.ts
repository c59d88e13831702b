/** The part of a tokenizer that makes tokens of words; no token spans two of them. */
export interface WordModel {
  /** Puts the tokens of the words at the end of `tokens`. */
  append(words: readonly string[], tokens: number[]): void;
}
