import { ConstraintError } from '../errors.ts';
import type { SymbolId } from '../grammar.ts';
import { anyText } from './free-text.ts';
import type { ValuePlace } from './named-arguments.ts';
import { issueAt, resolve, type Schema } from './parameters.ts';
import { firstToken, wrapperSymbols } from './wrapper.ts';

/** What a schema may say of a text without making it another. */
const HARMLESS = new Set([
  ...['type', 'title', 'description', 'default', 'examples', '$defs', 'definitions'],
  ...['$schema', '$id', '$comment'],
]);

/** A text that is not quoted, up to what closes it. Throws a `ConstraintError` for what it cannot be held to. */
export function textValue(place: ValuePlace, schema: Schema): SymbolId[] {
  const { builder, specialTokens, close } = place;
  const texts = textsOf(schema, schema);
  if (texts) {
    const choice = builder.choice(
      texts.map((text) => [builder.lexeme(builder.regex.literal(text))]),
    );
    return [choice, ...wrapperSymbols(builder, close, specialTokens)];
  }
  const { regex } = builder;
  // A token ends a text by itself; what stands in front of it ends the text's own lexeme.
  const token = firstToken(close, specialTokens);
  const own = close.slice(0, token?.start);
  const whole = regex.concat([anyText(regex), regex.literal(own)]);
  const text = builder.lexeme(whole, token ? {} : { lazy: true });
  return [text, ...wrapperSymbols(builder, close.slice(own.length), specialTokens)];
}

/** The texts that a schema lists; `undefined` when any may come. */
function textsOf(schema: Schema, root: Schema, depth = 16): readonly string[] | undefined {
  const { enum: values, $ref } = schema;
  if (typeof $ref === 'string' && depth > 0) return textsOf(resolve($ref, root), root, depth - 1);
  if (Array.isArray(values)) return values.map(String);
  if ('const' in schema) return [String(schema.const)];
  const keyword = Object.keys(schema).find((name) => !HARMLESS.has(name));
  if (keyword === undefined) return undefined;
  throw new ConstraintError('unsupported_grammar', [issueAt('', keyword)]);
}
