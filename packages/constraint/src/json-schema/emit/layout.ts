import type { GrammarBuilder, SymbolId } from '../../grammar.ts';
import { PatternLowering } from '../../regex/lower.ts';
import { parsePattern } from '../../regex/parse.ts';
import { EMPTY, type RegexId, type RegexStore } from '../../regex/store.ts';
import type { Whitespace } from '../options.ts';

/** The punctuation of JSON, each mark with the space that may stand beside it. */
export interface Layout {
  readonly openObject: SymbolId;
  readonly closeObject: SymbolId;
  readonly openArray: SymbolId;
  readonly closeArray: SymbolId;
  readonly comma: SymbolId;
  /** Follows the name of a property, in the lexeme of the name. */
  readonly colon: RegexId;
}

export function createLayout(builder: GrammarBuilder, whitespace: Whitespace): Layout {
  const { regex } = builder;
  const space = spaceOf(regex, whitespace);
  const mark = (text: string, before: RegexId, after: RegexId) =>
    regex.concat([before, regex.literal(text), after]);
  return {
    openObject: builder.lexeme(mark('{', EMPTY, space)),
    closeObject: builder.lexeme(mark('}', space, EMPTY)),
    openArray: builder.lexeme(mark('[', EMPTY, space)),
    closeArray: builder.lexeme(mark(']', space, EMPTY)),
    comma: builder.lexeme(mark(',', space, space)),
    colon: mark(':', space, space),
  };
}

function spaceOf(regex: RegexStore, whitespace: Whitespace): RegexId {
  switch (whitespace.kind) {
    case 'compact':
      return EMPTY;
    case 'flexible': {
      const blanks = [' ', '\t', '\n', '\r'].map((text) => regex.literal(text));
      return regex.repeat(regex.union(blanks), 0, whitespace.most);
    }
    case 'pattern': {
      const lowering = new PatternLowering(regex, (points) => regex.codePoints(points));
      return lowering.whole(parsePattern(whitespace.pattern));
    }
  }
}
