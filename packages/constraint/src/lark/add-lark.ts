import { ConstraintError, type Issue } from '../errors.ts';
import type { GrammarBuilder, SymbolId } from '../grammar.ts';
import type { JsonSchemaOptions } from '../json-schema/options.ts';
import { compileLark } from './compile.ts';
import type { LarkFault } from './fault.ts';
import { parseLark } from './parse.ts';
import type { TokenNames } from './special-token.ts';

export interface LarkSettings {
  /** Without it a grammar that names special tokens is refused. */
  readonly tokens?: TokenNames;
  /** Writes the grammar that `@name` stands for; `undefined` when there is none of that name. */
  readonly grammar?: (name: string) => SymbolId | undefined;
  /** How `%json` is read. */
  readonly jsonSchema?: JsonSchemaOptions;
}

const noTokens: TokenNames = { specialTokens: new Map(), size: 0 };

/**
 * Writes a grammar in llguidance's dialect of Lark into the builder. Throws `ConstraintError` with
 * everything that is wrong, each with its line and column.
 */
export function addLark(
  builder: GrammarBuilder,
  text: string,
  settings: LarkSettings = {},
): SymbolId {
  const faults: LarkFault[] = [];
  const report = (fault: LarkFault) => void faults.push(fault);
  const grammar = parseLark(text, builder.limits, report);
  if (faults.length > 0) throw invalid(faults);
  const symbol = compileLark(builder, grammar, {
    tokens: settings.tokens ?? noTokens,
    grammar: settings.grammar ?? (() => undefined),
    ...(settings.jsonSchema ? { jsonSchema: settings.jsonSchema } : {}),
    report,
  });
  if (faults.length > 0) throw invalid(faults);
  return symbol;
}

function invalid(faults: readonly LarkFault[]): ConstraintError {
  return new ConstraintError('invalid_grammar', faults.map(issueOf));
}

function issueOf({ construct, position: { line, column }, message }: LarkFault): Issue {
  return { pointer: '', keyword: construct, message: `line ${line}, column ${column}: ${message}` };
}
