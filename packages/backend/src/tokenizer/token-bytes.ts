import { byteCharacters } from './encoding/byte-alphabet.ts';
import { byteOfToken } from './encoding/byte-token.ts';
import type { TokenizerJson } from './tokenizer-json.ts';

const encoder = new TextEncoder();

/** The bytes of every token, by id; `undefined` for control tokens and gaps. */
export function tokenBytes(json: TokenizerJson): (Uint8Array | undefined)[] {
  const isByteLevel = JSON.stringify([json.decoder, json.pre_tokenizer]).includes('"ByteLevel"');
  const toBytes = isByteLevel ? byteLevelBytes() : sentencePieceBytes;
  // A byte-level decoder takes added tokens as they are.
  const addedToBytes = isByteLevel ? (text: string) => encoder.encode(text) : sentencePieceBytes;
  const bytes: (Uint8Array | undefined)[] = [];
  for (const [token, id] of vocabularyEntries(json)) bytes[id] = toBytes(token);
  for (const added of json.added_tokens ?? []) {
    bytes[added.id] = added.special ? undefined : addedToBytes(added.content);
  }
  return bytes;
}

function vocabularyEntries(json: TokenizerJson): Iterable<readonly [string, number]> {
  const { vocab } = json.model;
  if (Array.isArray(vocab)) return vocab.map(([token], id) => [token, id] as const);
  return Object.entries(vocab);
}

function byteLevelBytes(): (token: string) => Uint8Array {
  const byteOf = new Map(byteCharacters.map((character, byte) => [character, byte]));
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

/** SentencePiece writes a space as U+2581. */
function sentencePieceBytes(token: string): Uint8Array {
  const byte = byteOfToken(token);
  return byte === undefined ? encoder.encode(token.replaceAll('\u2581', ' ')) : Uint8Array.of(byte);
}
