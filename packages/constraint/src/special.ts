import { type Automaton, deadConfiguration } from './automaton.ts';
import type { Row } from './earley/row.ts';
import { deadState, noLexemes } from './lexer/lexer.ts';
import type { Range } from './regex/utf8.ts';

/** Special tokens that may come, and where. */
export interface ExpectedSpecial {
  readonly row: Row;
  readonly terminal: number;
  readonly ranges: readonly Range[];
}

/** Special tokens come between lexemes: at the start of one, or where those being read may end. */
export function findSpecials(automaton: Automaton, configuration: number): ExpectedSpecial[] {
  const { lexer, tables } = automaton;
  const row = automaton.rowOf(configuration);
  const state = automaton.lexerStateOf(configuration);
  const rows: Row[] = [];
  if (state === deadState || lexer.isStart(state)) rows.push(row);
  const set = lexer.accepted[state]!;
  if (set > noLexemes) {
    const next = automaton.emit(row, set);
    if (next !== deadConfiguration) rows.push(automaton.rowOf(next));
  }
  return rows.flatMap((each) =>
    each.terminals
      .filter((terminal) => terminal >= tables.lexemes.length)
      .map((terminal) => ({
        row: each,
        terminal,
        ranges: tables.specials[terminal - tables.lexemes.length]!,
      })),
  );
}

/** The configuration after special token `token`; dead when it may not come. */
export function stepSpecial(automaton: Automaton, configuration: number, token: number): number {
  if (automaton.tables.specials.length === 0) return deadConfiguration;
  const matching = findSpecials(automaton, configuration).filter(({ ranges }) =>
    ranges.some(([first, last]) => first <= token && token <= last),
  );
  const first = matching[0];
  if (first === undefined) return deadConfiguration;
  const terminals = matching.filter(({ row }) => row === first.row).map(({ terminal }) => terminal);
  const next = automaton.parser.scan(first.row, automaton.lexer.sets.intern(terminals), terminals);
  return next < 0 ? deadConfiguration : automaton.enter(automaton.parser.rows[next]!);
}
