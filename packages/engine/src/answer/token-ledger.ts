import type { TokenLogprob } from '@antiphon/backend';

interface Entry {
  readonly logprob: TokenLogprob;
  readonly start: number;
  /** Behind the last character that any of the token's bytes stand for. */
  readonly end: number;
  /** The characters that are complete with the token. */
  readonly text: string;
  /** How many bytes of the text's first code point stand in the tokens before. */
  readonly open: number;
}

/** Keeps the logprobs of tokens until the text that they are made of is told. Positions count characters of the answer. */
export class TokenLedger {
  #entries: Entry[] = [];
  #open = 0;

  /** Tokens come in order, each with the text that is complete with it: none within a code point. */
  push(start: number, text: string, logprob: TokenLogprob): void {
    const open = this.#open;
    const rest = open + logprob.bytes.length - encoder.encode(text).length;
    this.#open = Math.min(Math.max(rest, 0), LONGEST_OPEN);
    const end = start + text.length + (this.#open > 0 ? 1 : 0);
    this.#entries.push({ logprob, start, end, text, open });
  }

  /** The last place up to `position` where a token begins or ends. */
  borderAt(position: number): number {
    const within = this.#entries.find(({ start, end }) => start < position && position < end);
    return within ? within.start : position;
  }

  /** Takes the tokens that the answer's text from `position` until `until` is made of; of one that goes beyond only its part. */
  take(position: number, until: number): TokenLogprob[] {
    const behind = this.#entries.findIndex(({ start, end }) => end > until || start >= until);
    const count = behind < 0 ? this.#entries.length : behind;
    const taken = this.#entries.slice(0, count + 1);
    this.#entries = this.#entries.slice(count);
    return taken
      .filter(({ start, end }) => start < until && end > position)
      .map((entry) => part(entry, position, until));
  }
}

/** A code point has at most four bytes. */
const LONGEST_OPEN = 3;
const encoder = new TextEncoder();

/** A token with those of its bytes that stand for the answer's text from `position` until `until`. */
function part(entry: Entry, position: number, until: number): TokenLogprob {
  const { logprob, start, end, text, open } = entry;
  if (position <= start && end <= until) return logprob;
  const bytesBefore = (at: number) => encoder.encode(text.slice(0, at - start)).length - open;
  const from = position > start ? bytesBefore(position) : 0;
  const to = until < end ? bytesBefore(until) : undefined;
  return { ...logprob, bytes: logprob.bytes.slice(from, to) };
}
