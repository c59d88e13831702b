/** A token that is never made of text by merging. */
export interface SpecialToken {
  readonly text: string;
  /** Control tokens have no text in an answer; the others mark its parts. */
  readonly isControl: boolean;
}

/** Those of ChatML with Hermes' tool calls, in the order of their ids; they are the last of the vocabulary. */
export const specialTokens: readonly SpecialToken[] = [
  { text: '<|endoftext|>', isControl: true },
  { text: '<|im_start|>', isControl: true },
  { text: '<|im_end|>', isControl: true },
  { text: '<tool_call>', isControl: false },
  { text: '</tool_call>', isControl: false },
  { text: '<tool_response>', isControl: false },
  { text: '</tool_response>', isControl: false },
  { text: '<think>', isControl: false },
  { text: '</think>', isControl: false },
];

/** Ids of a vocabulary by token. */
export function specialIds(vocabularySize: number): ReadonlyMap<string, number> {
  const first = vocabularySize - specialTokens.length;
  return new Map(specialTokens.map(({ text }, index) => [text, first + index]));
}
