import type { TokenizerJson } from './tokenizer-json.ts';

const encoder = new TextEncoder();

/** The bytes of every token, by id; `undefined` for control tokens and gaps. */
export function tokenBytes(json: TokenizerJson): (Uint8Array | undefined)[] {
  const toBytes = isByteLevel(json) ? byteLevelBytes() : sentencePieceBytes;
  const bytes: (Uint8Array | undefined)[] = [];
  for (const [token, id] of vocabularyEntries(json)) bytes[id] = toBytes(token);
  for (const added of json.added_tokens ?? []) {
    bytes[added.id] = added.special ? undefined : encoder.encode(added.content);
  }
  return bytes;
}

function vocabularyEntries(json: TokenizerJson): Iterable<readonly [string, number]> {
  const { vocab } = json.model;
  if (Array.isArray(vocab)) return vocab.map(([token], id) => [token, id] as const);
  return Object.entries(vocab);
}

function isByteLevel(json: TokenizerJson): boolean {
  return JSON.stringify([json.decoder, json.pre_tokenizer]).includes('"ByteLevel"');
}

/** Inverts the printable alphabet that GPT-2 gives to the 256 bytes (`bytes_to_unicode` in its encoder.py). */
function byteLevelBytes(): (token: string) => Uint8Array {
  const byteOf = new Map<string, number>();
  let shifted = 256;
  for (let byte = 0; byte < 256; byte++) {
    const printable = (byte >= 33 && byte <= 126) || (byte >= 161 && byte <= 172) || byte >= 174;
    byteOf.set(String.fromCharCode(printable ? byte : shifted++), byte);
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

/** SentencePiece writes a space as U+2581 and a byte that no token covers as `<0x0A>`. */
function sentencePieceBytes(token: string): Uint8Array {
  const byte = /^<0x([0-9A-Fa-f]{2})>$/.exec(token);
  if (byte) return Uint8Array.of(Number.parseInt(byte[1]!, 16));
  return encoder.encode(token.replaceAll('\u2581', ' '));
}
