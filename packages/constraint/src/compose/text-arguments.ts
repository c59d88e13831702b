import type { CompileOptions } from '../compile.ts';
import { ConstraintError } from '../errors.ts';
import type { GrammarBuilder, SymbolId } from '../grammar.ts';
import { addLark } from '../lark/add-lark.ts';
import { addRegex } from '../regex/add-regex.ts';
import { NotEscapableError } from '../regex/json-escaped.ts';
import type { TextGrammar, ToolShape } from './shape.ts';

/** The arguments of a tool that takes one text, as a JSON object: the text matches a grammar before it is escaped. */
export function textArguments(
  builder: GrammarBuilder,
  { text, parameters }: ToolShape & { readonly text: TextGrammar },
  { jsonSchema }: Pick<CompileOptions, 'jsonSchema'>,
): SymbolId {
  const { regex } = builder;
  const name = JSON.stringify(onlyProperty(parameters));
  try {
    return builder.choice([
      [
        builder.lexeme(regex.literal(`{${name}: "`)),
        textSymbol(builder.jsonEscaped(), text, jsonSchema),
        builder.lexeme(regex.literal('"}')),
      ],
    ]);
  } catch (fault) {
    if (!(fault instanceof NotEscapableError)) throw fault;
    throw refusal(fault.message);
  }
}

/** Special tokens are refused: none can stand within a JSON string. */
function textSymbol(
  builder: GrammarBuilder,
  { type, value }: TextGrammar,
  jsonSchema: CompileOptions['jsonSchema'],
): SymbolId {
  if (type === 'regex') return addRegex(builder, value);
  return addLark(builder, value, jsonSchema ? { jsonSchema } : {});
}

function onlyProperty(parameters: unknown): string {
  const properties =
    typeof parameters === 'object' && parameters !== null && 'properties' in parameters
      ? parameters.properties
      : undefined;
  const [name, ...more] = Object.keys(properties ?? {});
  if (name !== undefined && more.length === 0) return name;
  throw refusal('a text that matches a grammar has to be the only parameter');
}

export function refusal(message: string): ConstraintError {
  return new ConstraintError('unsupported_grammar', [{ pointer: '', keyword: '', message }]);
}
