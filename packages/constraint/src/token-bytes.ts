const encoder = new TextEncoder();

/** How a tokenizer writes the bytes of a token in its list of tokens. */
export type TokenAlphabet =
  /** GPT-2's: every byte is a visible character, a space is Ġ. */
  | 'byte-level'
  /** A space is U+2581, a byte that no token covers is `<0x0A>`. */
  | 'sentencepiece'
  /** `##ing` goes on a word, every other token begins one and brings its space along. */
  | 'wordpiece';

/** The alphabet that a list of tokens is written in, told by the marks it uses. */
export function detectAlphabet(tokens: Iterable<string>): TokenAlphabet {
  let isPieces = false;
  for (const token of tokens) {
    if (token.startsWith('\u0120')) return 'byte-level';
    if (token.startsWith('\u2581')) return 'sentencepiece';
    isPieces ||= token.length > 2 && token.startsWith('##');
  }
  return isPieces ? 'wordpiece' : 'sentencepiece';
}

/** The bytes of one token after another. */
export function tokenBytes(alphabet: TokenAlphabet): (token: string) => Uint8Array {
  switch (alphabet) {
    case 'byte-level':
      return byteLevel();
    case 'sentencepiece':
      return sentencePiece;
    case 'wordpiece':
      return (token) =>
        encoder.encode(token.startsWith('##') && token.length > 2 ? token.slice(2) : ` ${token}`);
  }
}

function sentencePiece(token: string): Uint8Array {
  const byte = /^<0x([0-9A-Fa-f]{2})>$/.exec(token);
  if (byte !== null) return Uint8Array.of(Number.parseInt(byte[1]!, 16));
  return encoder.encode(token.replaceAll('\u2581', ' '));
}

/** Inverts `bytes_to_unicode` of GPT-2's encoder.py; a token with other characters is plain text. */
function byteLevel(): (token: string) => Uint8Array {
  const byteOf = new Map<string, number>();
  let moved = 256;
  for (let byte = 0; byte < 256; byte++) {
    const isVisible =
      (byte >= 0x21 && byte <= 0x7e) || (byte >= 0xa1 && byte <= 0xac) || byte >= 0xae;
    byteOf.set(String.fromCharCode(isVisible ? byte : moved++), byte);
  }
  return (token) => {
    const bytes: number[] = [];
    for (const character of token) {
      const byte = byteOf.get(character);
      if (byte === undefined) return encoder.encode(token);
      bytes.push(byte);
    }
    return Uint8Array.from(bytes);
  };
}
