import { Automaton, deadConfiguration } from './automaton.ts';
import { RuleMarks } from './earley/rule-marks.ts';
import { buildTables } from './earley/tables.ts';
import { ConstraintError, type Issue } from './errors.ts';
import type { GrammarBuilder, SymbolId } from './grammar.ts';
import { sliceRegexes } from './lexer/walk.ts';
import { Masks } from './mask.ts';
import { type Grammar, Matcher, type MatcherParts } from './matcher.ts';
import type { Vocabulary } from './vocabulary.ts';

export interface CompileSymbolOptions {
  /** After so many tokens the text ends, whatever the grammar says. */
  readonly maxTokens?: number;
  readonly warnings?: readonly Issue[];
}

/** Compiles what a builder holds, with `start` for the whole text. */
export function compileSymbol(
  builder: GrammarBuilder,
  start: SymbolId,
  vocabulary: Vocabulary,
  { warnings = [], maxTokens = Infinity }: CompileSymbolOptions = {},
): Grammar {
  const slices = sliceRegexes(builder.regex, vocabulary.slices);
  const tables = buildTables(builder, start);
  if (tables === undefined) throw unsatisfiableError();
  const automaton = new Automaton(builder.regex, tables, builder.limits);
  if (automaton.start === deadConfiguration) throw unsatisfiableError();
  const masks = new Masks(automaton, vocabulary, slices);
  const parts: MatcherParts = {
    automaton,
    masks,
    segments: new RuleMarks(tables, ({ segment }) => segment),
    temperatures: new RuleMarks(tables, ({ temperature }) => temperature),
    vocabulary,
    maxTokens,
    isForcing: builder.isForcing,
  };
  return {
    warnings,
    matcher: () => new Matcher(parts),
    statistics: () => ({
      configurations: automaton.length,
      rows: automaton.parser.rows.length,
      lexerStates: automaton.lexer.length,
      regexNodes: builder.regex.nodes.length,
      masks: masks.computed,
    }),
  };
}

function unsatisfiableError(): ConstraintError {
  const message = 'no text satisfies the grammar';
  return new ConstraintError('unsatisfiable_grammar', [{ pointer: '', keyword: '', message }]);
}
