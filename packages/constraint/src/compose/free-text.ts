import type { GrammarBuilder } from '../grammar.ts';
import type { RegexId, RegexStore } from '../regex/store.ts';

/** Any well-formed text. */
export function anyText(store: RegexStore): RegexId {
  return store.repeat(store.codePoints([[0, 0x10ffff]]), 0, Infinity);
}

export interface TextBounds {
  /** Texts that may not occur anywhere. */
  readonly without: readonly string[];
  /** Texts with which, after white space, it may not start. */
  readonly notAtStart: readonly string[];
}

/** Any text within bounds. */
export function boundedText({ regex }: GrammarBuilder, bounds: TextBounds): RegexId {
  const text = anyText(regex);
  const refused = [
    ...bounds.without.map((found) => regex.concat([text, regex.literal(found), text])),
    ...bounds.notAtStart.map((start) =>
      regex.concat([whiteSpace(regex, Infinity), regex.literal(start), text]),
    ),
  ];
  return regex.intersection([text, ...refused.map((language) => regex.complement(language))]);
}

export function whiteSpace(store: RegexStore, most: number): RegexId {
  const space = store.codePoints([
    [0x09, 0x0a],
    [0x0d, 0x0d],
    [0x20, 0x20],
  ]);
  return store.repeat(space, 0, most);
}
