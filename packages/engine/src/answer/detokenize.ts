/** Turns the bytes of tokens into text as they come. */
export interface Detokenizer {
  /** The text that is complete with these bytes; a code point that is still open waits for its rest. */
  push(bytes: Uint8Array): string;
  /** What is left at the end: U+FFFD for a code point that was never completed. */
  finish(): string;
}

export interface DetokenizerOptions {
  /** The first token carries a space that is not part of the text. */
  readonly hasLeadingSpace: boolean;
}

export function createDetokenizer({ hasLeadingSpace }: DetokenizerOptions): Detokenizer {
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  let isSpaceDue = hasLeadingSpace;
  return {
    push(bytes) {
      const isSpace = isSpaceDue && bytes[0] === SPACE;
      if (bytes.length > 0) isSpaceDue = false;
      return decoder.decode(isSpace ? bytes.subarray(1) : bytes, { stream: true });
    },
    finish: () => decoder.decode(),
  };
}

const SPACE = 0x20;
