import { CUSTOM_INPUT } from './offer.ts';

const HEAD = new RegExp(`^\\s*\\{\\s*"${CUSTOM_INPUT}"\\s*:\\s*"`);
const ESCAPES: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' };

/**
 * Reads the text out of `{"input": "…"}`, as the model writes it, piece by piece. What turns out to be anything else is the text
 * itself.
 */
export class CustomInputReader {
  #unread = '';
  #state: 'head' | 'text' | 'over' = 'head';

  /** The text that has become known. */
  push(piece: string): string {
    this.#unread += piece;
    if (this.#state === 'head') this.#readHead();
    return this.#state === 'text' ? this.#readText() : '';
  }

  /** The rest of the text, once the arguments are whole. */
  end(): string {
    const rest = this.#state === 'head' ? this.#unread : '';
    this.#unread = '';
    this.#state = 'over';
    return rest;
  }

  #readHead(): void {
    const head = HEAD.exec(this.#unread);
    if (!head) return;
    this.#unread = this.#unread.slice(head[0].length);
    this.#state = 'text';
  }

  #readText(): string {
    let text = '';
    let at = 0;
    while (at < this.#unread.length) {
      const character = this.#unread[at]!;
      if (character === '"') {
        this.#state = 'over';
        break;
      }
      const escaped = character === '\\' ? escapeAt(this.#unread, at) : undefined;
      if (character === '\\' && !escaped) break;
      text += escaped?.text ?? character;
      at += escaped?.length ?? 1;
    }
    this.#unread = this.#unread.slice(at);
    return text;
  }
}

/** `undefined` while it is not whole. */
function escapeAt(text: string, at: number): { text: string; length: number } | undefined {
  const kind = text[at + 1];
  if (kind === undefined) return undefined;
  if (kind !== 'u') return { text: ESCAPES[kind] ?? kind, length: 2 };
  const digits = text.slice(at + 2, at + 6);
  if (digits.length < 4) return undefined;
  return { text: String.fromCharCode(Number.parseInt(digits, 16)), length: 6 };
}
