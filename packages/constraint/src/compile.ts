import { type CompileSymbolOptions, compileSymbol } from './compile-symbol.ts';
import { ConstraintError, type Issue } from './errors.ts';
import { GrammarBuilder, type SymbolId } from './grammar.ts';
import { addJsonSchema } from './json-schema/compile.ts';
import type { JsonSchemaOptions } from './json-schema/options.ts';
import { addLark } from './lark/add-lark.ts';
import type { Limits } from './limits.ts';
import { addLlguidance, parseLlguidance } from './llguidance.ts';
import type { Grammar } from './matcher.ts';
import { addRegex } from './regex/add-regex.ts';
import type { Vocabulary } from './vocabulary.ts';

/** A grammar as requests carry it. A schema may be a value or, better, its JSON text. */
export type GrammarSource =
  | { readonly type: 'json_schema'; readonly value: unknown }
  | { readonly type: 'regex'; readonly value: string }
  | { readonly type: 'lark'; readonly value: string }
  | { readonly type: 'llguidance'; readonly value: unknown };

export interface CompileOptions extends CompileSymbolOptions {
  readonly limits?: Limits;
  readonly jsonSchema?: JsonSchemaOptions;
}

export { compileSymbol };

/** Throws `ConstraintError` with everything that is wrong. */
export function compileGrammar(
  source: GrammarSource,
  vocabulary: Vocabulary,
  options: CompileOptions = {},
): Grammar {
  const builder = new GrammarBuilder(options.limits);
  const warnings: Issue[] = [];
  const jsonSchema = { ...options.jsonSchema, warnings };
  const start = withinStack(() =>
    addGrammar(builder, source, vocabulary, { ...options, jsonSchema }),
  );
  const maxTokens = options.maxTokens ?? tokenLimitOf(source);
  return withinStack(() =>
    compileSymbol(builder, start, vocabulary, {
      warnings,
      ...(maxTokens === undefined ? {} : { maxTokens }),
    }),
  );
}

/** Writes a grammar of any kind into a builder that may hold others. */
export function addGrammar(
  builder: GrammarBuilder,
  source: GrammarSource,
  vocabulary: Vocabulary,
  options: CompileOptions = {},
): SymbolId {
  const jsonSchema = options.jsonSchema ?? {};
  switch (source.type) {
    case 'json_schema':
      return addJsonSchema(builder, source.value, jsonSchema);
    case 'regex':
      return addRegex(builder, source.value);
    case 'lark':
      return addLark(builder, source.value, { tokens: vocabulary, jsonSchema });
    case 'llguidance':
      return addLlguidance(builder, parseLlguidance(source.value), {
        tokens: vocabulary,
        jsonSchema,
      });
  }
}

function tokenLimitOf(source: GrammarSource): number | undefined {
  return source.type === 'llguidance' ? parseLlguidance(source.value).maxTokens : undefined;
}

/** Nesting that the limits let through but the stack does not is too complex all the same. */
export function withinStack<Result>(work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    const message = 'the grammar nests too deeply';
    const issue = { pointer: '', keyword: 'sourceDepth', message };
    throw new ConstraintError('grammar_too_complex', [issue]);
  }
}
