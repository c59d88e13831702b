/** A token that stands for one fixed text and is looked for before anything else is encoded. */
export interface AddedToken {
  readonly id: number;
  readonly content: string;
  readonly special: boolean;
  /** Whether it swallows the white space before it. */
  readonly lstrip?: boolean;
  readonly rstrip?: boolean;
}

export interface FoundToken {
  readonly index: number;
  readonly token: AddedToken;
}

/** Finds added tokens in text: from left to right, at each place the longest. */
export class AddedTokens {
  readonly #tokens: ReadonlyMap<string, AddedToken>;
  /** Lengths that tokens may have, longest first, by the beginning of their text. */
  readonly #lengths: ReadonlyMap<string, readonly number[]>;
  /** Any first character: text has few of them, and a regular expression skips the rest fastest. */
  readonly #first: RegExp;

  constructor(tokens: readonly AddedToken[]) {
    const named = tokens.filter((token) => token.content !== '');
    this.#tokens = new Map(named.map((token) => [token.content, token]));
    const groups = [...Map.groupBy(named, (token) => token.content.slice(0, 2))];
    this.#lengths = new Map(groups.map(([beginning, tokens]) => [beginning, lengthsOf(tokens)]));
    const firsts = new Set(named.map((token) => escaped(token.content[0]!)));
    this.#first = new RegExp(firsts.size > 0 ? `[${[...firsts].join('')}]` : '(?!)', 'g');
  }

  find(text: string): FoundToken[] {
    const found: FoundToken[] = [];
    let end = 0;
    for (const { index } of text.matchAll(this.#first)) {
      const token = index < end ? undefined : this.#at(text, index);
      if (!token) continue;
      found.push({ index, token });
      end = index + token.content.length;
    }
    return found;
  }

  #at(text: string, index: number): AddedToken | undefined {
    for (const beginning of [text.slice(index, index + 2), text.slice(index, index + 1)]) {
      for (const length of this.#lengths.get(beginning) ?? []) {
        const token = this.#tokens.get(text.slice(index, index + length));
        if (token) return token;
      }
    }
    return undefined;
  }
}

function lengthsOf(tokens: readonly AddedToken[]): number[] {
  return [...new Set(tokens.map((token) => token.content.length))].sort((a, b) => b - a);
}

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
