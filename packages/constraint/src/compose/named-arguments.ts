import type { GrammarBuilder, SymbolId } from '../grammar.ts';
import { addJsonSchema } from '../json-schema/compile.ts';
import type { ArgumentsWriter } from './formats.ts';
import { type Parameter, readParameters, type Schema } from './parameters.ts';
import { textValue } from './text-value.ts';
import { type SpecialTokens, wrapperSymbols } from './wrapper.ts';

/** How a format writes arguments one by one, in the order in which the schema declares them. */
interface NamedArguments {
  /** In front of a value. */
  open(name: string, isText: boolean): string;
  /** Behind a value. */
  readonly close: string;
  readonly between: string;
  readonly value: ValueWriter;
}

/** Adds the values that meet a schema, and what is behind them. */
type ValueWriter = (place: ValuePlace, schema: Schema, isText: boolean) => SymbolId[];

export interface ValuePlace {
  readonly builder: GrammarBuilder;
  readonly specialTokens: SpecialTokens;
  /** What is behind the value. */
  readonly close: string;
}

/** Values between tags: texts stand as they are, all others as JSON. */
export function taggedArguments(tags: Pick<NamedArguments, 'open' | 'close'>): ArgumentsWriter {
  return namedArguments({ ...tags, between: '', value: plainValue });
}

/** Values behind their names, as JSON. */
export function keyedArguments(keys: Pick<NamedArguments, 'open' | 'between'>): ArgumentsWriter {
  return namedArguments({ ...keys, close: '', value: jsonValue });
}

/** Values behind their names: texts between marks of the family's own, all others as JSON. */
export function markedArguments(
  marks: Pick<NamedArguments, 'open' | 'between'> & { readonly quote: string },
): ArgumentsWriter {
  const value: ValueWriter = (place, schema, isText) => {
    if (!isText) return jsonValue(place, schema);
    const open = wrapperSymbols(place.builder, marks.quote, place.specialTokens);
    return [...open, ...textValue({ ...place, close: marks.quote }, schema)];
  };
  return namedArguments({ ...marks, close: '', value });
}

function namedArguments(format: NamedArguments): ArgumentsWriter {
  return (builder, schema, specialTokens) => {
    const place = { builder, specialTokens, close: format.close };
    const parameters = readParameters(schema);
    if (!parameters) return anyArguments(place, format);
    return inOrder(place, format, parameters);
  };
}

/** Each argument may come behind any before it; those that are not required may be left out. */
function inOrder(
  place: ValuePlace,
  format: NamedArguments,
  parameters: readonly Parameter[],
): SymbolId {
  const { builder } = place;
  let first = builder.choice([[]]);
  let later = first;
  for (const parameter of parameters.toReversed()) {
    const { name, schema, isRequired, isText } = parameter;
    const open = wrapperSymbols(builder, format.open(name, isText), place.specialTokens);
    const symbols = [...open, ...format.value(place, schema, isText), later];
    const between = wrapperSymbols(builder, format.between, place.specialTokens);
    const skipped = (rest: SymbolId) => (isRequired ? [] : [[rest]]);
    const isFirst = builder.choice([symbols, ...skipped(first)]);
    later = builder.choice([[...between, ...symbols], ...skipped(later)]);
    first = isFirst;
  }
  return first;
}

/** A name of the model's own. */
const NAME = '\u0000';

function anyArguments(place: ValuePlace, format: NamedArguments): SymbolId {
  const { builder, specialTokens } = place;
  const [before = '', after = ''] = format.open(NAME, true).split(NAME);
  const word = builder.lexeme(builder.regex.repeat(nameCharacter(builder), 1, 64));
  const argument = builder.choice([
    [
      ...wrapperSymbols(builder, before, specialTokens),
      word,
      ...wrapperSymbols(builder, after, specialTokens),
      ...format.value(place, {}, true),
    ],
  ]);
  const between = builder.choice([wrapperSymbols(builder, format.between, specialTokens)]);
  return builder.repeat(argument, 0, Infinity, between);
}

function nameCharacter({ regex }: GrammarBuilder) {
  return regex.codePoints([
    [0x30, 0x39],
    [0x41, 0x5a],
    [0x5f, 0x5f],
    [0x61, 0x7a],
  ]);
}

function plainValue(place: ValuePlace, schema: Schema, isText: boolean): SymbolId[] {
  return isText ? textValue(place, schema) : jsonValue(place, schema);
}

function jsonValue({ builder, specialTokens, close }: ValuePlace, schema: Schema): SymbolId[] {
  return [addJsonSchema(builder, schema), ...wrapperSymbols(builder, close, specialTokens)];
}
