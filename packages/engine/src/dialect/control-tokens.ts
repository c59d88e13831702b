import type { Tokenizer } from '@antiphon/backend';

/**
 * Lets control tokens stand in a text beside characters: each is written as three high surrogates in a row, which no
 * well-formed text has. So a mark can be looked for in one way, be it a token or plain text, and nobody can spell a token.
 */
export class ControlTokens {
  readonly #written: ReadonlyMap<number, string>;
  readonly #names: ReadonlyMap<string, string>;
  readonly #texts = new Map<string, string>();

  constructor(tokenizer: Pick<Tokenizer, 'specialTokens' | 'bytes'>) {
    const wordless = [...tokenizer.specialTokens].filter(([, id]) => !tokenizer.bytes(id));
    this.#written = new Map(wordless.map(([, id]) => [id, writtenToken(id)]));
    this.#names = new Map(wordless.map(([name, id]) => [name, writtenToken(id)]));
  }

  /** A control token as it stands in a text; '' for one that no mark can name. */
  write(id: number): string {
    return this.#written.get(id) ?? '';
  }

  has(name: string): boolean {
    return this.#names.has(name);
  }

  /** A mark as it stands in a text: the names in it that are control tokens are written as such. */
  mark(text: string): string {
    const known = this.#texts.get(text);
    if (known !== undefined) return known;
    let mark = text;
    for (const name of this.#namesIn(text)) mark = mark.replaceAll(name, this.#names.get(name)!);
    this.#texts.set(text, mark);
    return mark;
  }

  /** Longest first, so that no name is cut by a shorter one within it. */
  #namesIn(text: string): string[] {
    return [...this.#names.keys()]
      .filter((name) => name !== '' && text.includes(name))
      .sort((a, b) => b.length - a.length);
  }
}

const START = '\uD800';
const FIRST = 0xd801;
const RADIX = 0xdc00 - FIRST;

/** What a control token looks like in a text. */
export const controlPattern = /\uD800[\uD801-\uDBFF]{2}/g;

export function isControlAt(text: string, index: number): boolean {
  const next = text.charCodeAt(index + 1);
  return text[index] === START && next >= FIRST && next < 0xdc00;
}

function writtenToken(id: number): string {
  return START + String.fromCharCode(FIRST + Math.floor(id / RADIX), FIRST + (id % RADIX));
}
