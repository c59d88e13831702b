/** The printable character that GPT-2 writes for each byte (`bytes_to_unicode` in its encoder.py). */
export const byteCharacters: readonly string[] = alphabet();

/** Text as it is written in a byte-level vocabulary. */
export function toByteCharacters(text: string): string {
  let characters = '';
  for (const byte of new TextEncoder().encode(text)) characters += byteCharacters[byte];
  return characters;
}

function alphabet(): string[] {
  let shifted = 256;
  return Array.from({ length: 256 }, (_, byte) => {
    const isPrintable = (byte >= 33 && byte <= 126) || (byte >= 161 && byte <= 172) || byte >= 174;
    return String.fromCharCode(isPrintable ? byte : shifted++);
  });
}
