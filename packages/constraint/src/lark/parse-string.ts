import { LarkFault } from './fault.ts';
import type { LarkToken } from './lex.ts';

const escapes = new Map(
  Object.entries({ n: '\n', r: '\r', t: '\t', b: '\b', f: '\f', '"': '"', '\\': '\\', '/': '/' }),
);

/** The text that a string literal stands for: JSON's escapes, and `\xHH` for a code point below 256. */
export function parseString(token: LarkToken): { text: string; ignoreCase: boolean } {
  const ignoreCase = token.text.endsWith('i');
  const inner = token.text.slice(1, ignoreCase ? -2 : -1);
  const text = inner.replace(
    /\\(?:u([0-9A-Fa-f]{4})|x([0-9A-Fa-f]{2})|(.))/gsu,
    (found, ...hex) => {
      const [long, short, single] = hex as (string | undefined)[];
      const digits = long ?? short;
      if (digits !== undefined) return String.fromCharCode(Number.parseInt(digits, 16));
      const character = escapes.get(single!);
      if (character === undefined) {
        throw new LarkFault(token.position, found, `unknown escape ${found} in a string`);
      }
      return character;
    },
  );
  if (!text.isWellFormed()) {
    throw new LarkFault(token.position, token.text, 'a string must be well-formed Unicode');
  }
  return { text, ignoreCase };
}
