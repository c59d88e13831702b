import type { TokenLogprob } from '@antiphon/backend';
import { controlPattern } from '../dialect/control-tokens.ts';
import { findStop } from './stop.ts';
import type { TokenLedger } from './token-ledger.ts';

export type TextKind = 'text' | 'reasoning';

export interface TextDelta {
  readonly kind: TextKind;
  readonly text: string;
  /** Empty unless logprobs were asked for. */
  readonly tokens: readonly TokenLogprob[];
}

interface Piece {
  readonly text: string;
  readonly position: number;
}

/**
 * Holds text back while it may still be part of a stop string, and ends it where one comes; thoughts pass. With logprobs the
 * text is let through by whole tokens, so that each is told once and none tells what is cut.
 */
export class TextGate {
  readonly #stops: readonly string[];
  readonly #ledger: TokenLedger;
  readonly #write: (delta: TextDelta) => void;
  #kind: TextKind = 'text';
  #held: Piece[] = [];
  #isStopped = false;

  constructor(stops: readonly string[], ledger: TokenLedger, write: (delta: TextDelta) => void) {
    this.#stops = stops.filter((stop) => stop !== '');
    this.#ledger = ledger;
    this.#write = write;
  }

  /** Whether a stop string has come. Nothing passes after that. */
  get isStopped(): boolean {
    return this.#isStopped;
  }

  push(kind: TextKind, text: string, position: number): void {
    if (kind !== this.#kind) this.flush();
    this.#kind = kind;
    if (this.#isStopped) return;
    for (const piece of withoutControl(text, position)) this.#held.push(piece);
    const { start, free } = findStop(kind === 'text' ? this.#stops : [], this.#text);
    this.#isStopped = start !== undefined;
    this.#release(this.#isStopped ? free : this.#wholeTokens(free));
    if (this.#isStopped) this.#held = [];
  }

  /** Something else than text comes: what is held back can no longer become a stop string. */
  flush(): void {
    this.#release(this.#text.length);
  }

  get #text(): string {
    return this.#held.map(({ text }) => text).join('');
  }

  /** How many of the held text's first `length` characters are made of whole tokens. */
  #wholeTokens(length: number): number {
    const end = this.#positionBehind(length);
    const border = this.#ledger.borderAt(end);
    if (border === end) return length;
    const before = ({ text, position }: Piece) => clamp(border - position, text.length);
    return this.#held.reduce((count, piece) => count + before(piece), 0);
  }

  /** Where in the answer the held text's first `length` characters end. */
  #positionBehind(length: number): number {
    let before = 0;
    for (const { text, position } of this.#held) {
      if (length <= before + text.length) return position + length - before;
      before += text.length;
    }
    return 0;
  }

  #release(length: number): void {
    if (length === 0) return;
    const tokens: TokenLogprob[] = [];
    const text = this.#text.slice(0, length);
    for (const piece of this.#takePieces(length)) {
      tokens.push(...this.#ledger.take(piece.position, piece.position + piece.text.length));
    }
    this.#write({ kind: this.#kind, text, tokens });
  }

  #takePieces(length: number): Piece[] {
    const taken: Piece[] = [];
    const left: Piece[] = [];
    let before = 0;
    for (const { text, position } of this.#held) {
      const cut = clamp(length - before, text.length);
      if (cut > 0) taken.push({ text: text.slice(0, cut), position });
      if (cut < text.length) left.push({ text: text.slice(cut), position: position + cut });
      before += text.length;
    }
    this.#held = left;
    return taken;
  }
}

function clamp(value: number, most: number): number {
  return Math.max(0, Math.min(value, most));
}

/** The text between control tokens: those have none. */
function withoutControl(text: string, position: number): Piece[] {
  const pieces: Piece[] = [];
  let from = 0;
  for (const { index, 0: token } of text.matchAll(controlPattern)) {
    if (index > from) pieces.push({ text: text.slice(from, index), position: position + from });
    from = index + token.length;
  }
  if (from < text.length) pieces.push({ text: text.slice(from), position: position + from });
  return pieces;
}
