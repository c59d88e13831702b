import { ConstraintError } from '../errors.ts';
import type { GrammarBuilder, SymbolId } from '../grammar.ts';
import { PatternLowering } from './lower.ts';
import { type PatternOptions, parsePattern } from './parse.ts';
import { PatternError } from './pattern.ts';

/** Adds the texts that a regex matches from their first to their last character. */
export function addRegex(
  builder: GrammarBuilder,
  pattern: string,
  options: PatternOptions = {},
): SymbolId {
  const { regex } = builder;
  try {
    const lowering = new PatternLowering(regex, (points) => regex.codePoints(points));
    return builder.lexeme(lowering.whole(parsePattern(pattern, options)));
  } catch (error) {
    if (!(error instanceof PatternError)) throw error;
    const issue = { pointer: '', keyword: 'regex', message: error.message };
    throw new ConstraintError('invalid_grammar', [issue]);
  }
}
