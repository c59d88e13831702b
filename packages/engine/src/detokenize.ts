/** Turns the bytes of tokens into text as they come. */
export interface Detokenizer {
  /** The text that is complete with these bytes; a code point that is still open waits for its rest. */
  push(bytes: Uint8Array): string;
  /** What is left at the end: U+FFFD for a code point that was never completed. */
  finish(): string;
}

export function createDetokenizer(): Detokenizer {
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  return {
    push: (bytes) => decoder.decode(bytes, { stream: true }),
    finish: () => decoder.decode(),
  };
}
