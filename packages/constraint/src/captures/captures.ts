import type { Automaton } from '../automaton.ts';
import type { LexemeSymbol } from '../grammar.ts';
import type { RegexStore } from '../regex/store.ts';
import type { Vocabulary } from '../vocabulary.ts';
import { deriveSpans, type Span } from './derive.ts';
import { type ConsumedToken, cutText, type Scan } from './scans.ts';

/** A piece of a text under the name that the grammar gives it. */
export interface Capture {
  readonly name: string;
  readonly text: string;
}

/** What a whole text captures, in the order in which the pieces end; nothing while it is not whole. */
export function findCaptures(
  automaton: Automaton,
  vocabulary: Vocabulary,
  tokens: readonly ConsumedToken[],
): readonly Capture[] {
  const { tables, limits, lexer } = automaton;
  const text = cutText(automaton, vocabulary, tokens);
  const ofLexeme = (terminal: number, scan: Scan) =>
    lexemeSpans(tables.lexemeSymbols[terminal], scan, text.bytes, lexer.store);
  const spans = deriveSpans(tables, text, ofLexeme, limits) ?? [];
  const decoder = new TextDecoder();
  return spans.map(({ name, start, end }) => ({
    name,
    text: decoder.decode(text.bytes.subarray(start, end)),
  }));
}

function lexemeSpans(
  symbol: LexemeSymbol | undefined,
  { start, end }: Scan,
  bytes: Uint8Array,
  store: RegexStore,
): Span[] {
  if (symbol === undefined) return [];
  const { capture, suffix } = symbol;
  const border = suffix
    ? suffixStart(store, suffix.regex, bytes.subarray(start, end)) + start
    : end;
  const spans: Span[] = [];
  if (capture !== undefined) spans.push({ name: capture, start, end: border });
  if (suffix?.capture !== undefined) spans.push({ name: suffix.capture, start: border, end });
  return spans;
}

/** Where the shortest end of `bytes` begins that the regex matches. */
function suffixStart(store: RegexStore, regex: number, bytes: Uint8Array): number {
  for (let start = bytes.length; start > 0; start--) {
    let rest = regex;
    for (let index = start; index < bytes.length; index++) {
      rest = store.derivative(rest, bytes[index]!);
    }
    if (store.isNullable(rest)) return start;
  }
  return 0;
}
