import { ConstraintError, type Issue } from './errors.ts';
import type { GrammarBuilder, SymbolId } from './grammar.ts';
import { addJsonSchema } from './json-schema/compile.ts';
import {
  isJsonArray,
  isJsonObject,
  type Json,
  JsonNumber,
  type JsonObject,
  JsonSyntaxError,
  jsonFromValue,
  parseJson,
} from './json-schema/json-text.ts';
import { addLark, type LarkSettings } from './lark/add-lark.ts';

/** llguidance's list of grammars that refer to each other: the first is the whole, `@name` the others. */
export interface LlguidanceSource {
  readonly grammars: readonly NamedGrammar[];
  /** After so many tokens the text ends, whatever the grammar says. */
  readonly maxTokens: number | undefined;
}

export interface NamedGrammar {
  readonly name: string | undefined;
  readonly kind: 'json_schema' | 'lark_grammar';
  readonly source: Json;
}

/** What all grammars of the list share. */
export type LlguidanceSettings = Omit<LarkSettings, 'grammar'>;

/** Reads llguidance's JSON form, as a value or as its text. Throws `ConstraintError` with all that is wrong. */
export function parseLlguidance(value: unknown): LlguidanceSource {
  const issues: Issue[] = [];
  const source = readObject(value);
  for (const key of source.keys()) {
    if (key !== 'grammars' && key !== 'max_tokens') issues.push(unknownField('', key));
  }
  const list = source.get('grammars');
  if (!isJsonArray(list) || list.length === 0) {
    issues.push(issue('/grammars', 'grammars', 'a list of at least one grammar is needed'));
  }
  const grammars = (isJsonArray(list) ? list : []).flatMap(
    (entry, index) => readGrammar(entry, `/grammars/${index}`, issues) ?? [],
  );
  const maxTokens = readMaxTokens(source.get('max_tokens'), issues);
  if (issues.length > 0) throw new ConstraintError('invalid_grammar', issues);
  return { grammars, maxTokens };
}

/** Writes the first grammar, and of the others those that it reaches, into the builder. */
export function addLlguidance(
  builder: GrammarBuilder,
  { grammars }: LlguidanceSource,
  settings: LlguidanceSettings = {},
): SymbolId {
  const rules = new Map<string, SymbolId>();
  const pending: number[] = [0];
  const refer = (name: string): SymbolId | undefined => {
    const index = grammars.findIndex((grammar) => grammar.name === name);
    if (index >= 0 && !rules.has(name)) {
      rules.set(name, builder.rule(name));
      pending.push(index);
    }
    return rules.get(name);
  };
  const start = builder.rule('start');
  const issues: Issue[] = [];
  for (let index = pending.pop(); index !== undefined; index = pending.pop()) {
    const grammar = grammars[index]!;
    const rule = rules.get(grammar.name ?? '') ?? start;
    collect(issues, index, grammar, () => {
      builder.define(rule, [[write(builder, grammar, { ...settings, grammar: refer })]]);
    });
  }
  if (issues.length > 0) throw new ConstraintError('invalid_grammar', issues);
  return start;
}

function write(
  builder: GrammarBuilder,
  { kind, source }: NamedGrammar,
  settings: LarkSettings,
): SymbolId {
  return kind === 'json_schema'
    ? addJsonSchema(builder, source, settings.jsonSchema)
    : addLark(builder, String(source), settings);
}

function collect(issues: Issue[], index: number, { kind }: NamedGrammar, work: () => void): void {
  try {
    work();
  } catch (error) {
    if (!(error instanceof ConstraintError) || error.code === 'grammar_too_complex') throw error;
    const prefix = `/grammars/${index}/${kind}`;
    issues.push(...error.issues.map((found) => ({ ...found, pointer: prefix + found.pointer })));
  }
}

function readObject(value: unknown): JsonObject {
  try {
    const json = typeof value === 'string' ? parseJson(value) : jsonFromValue(value);
    if (isJsonObject(json)) return json;
  } catch (error) {
    if (!(error instanceof JsonSyntaxError)) throw error;
    throw new ConstraintError('invalid_grammar', [issue('', '', error.message)]);
  }
  throw new ConstraintError('invalid_grammar', [issue('', '', 'a JSON object is needed')]);
}

const fields = new Set(['name', 'json_schema', 'lark_grammar']);

function readGrammar(entry: Json, pointer: string, issues: Issue[]): NamedGrammar | undefined {
  if (!isJsonObject(entry)) {
    issues.push(issue(pointer, '', 'a grammar is a JSON object'));
    return undefined;
  }
  for (const key of entry.keys()) if (!fields.has(key)) issues.push(unknownField(pointer, key));
  const name = entry.get('name') ?? undefined;
  if (name !== undefined && typeof name !== 'string') {
    issues.push(issue(`${pointer}/name`, 'name', 'a name is a string'));
  }
  const schema = entry.get('json_schema') ?? undefined;
  const lark = entry.get('lark_grammar') ?? undefined;
  if ((schema === undefined) === (lark === undefined)) {
    issues.push(issue(pointer, '', 'a grammar has either json_schema or lark_grammar'));
    return undefined;
  }
  if (lark !== undefined && typeof lark !== 'string') {
    issues.push(issue(`${pointer}/lark_grammar`, 'lark_grammar', 'a Lark grammar is a string'));
  }
  return {
    name: typeof name === 'string' ? name : undefined,
    kind: schema === undefined ? 'lark_grammar' : 'json_schema',
    source: schema ?? lark ?? null,
  };
}

function readMaxTokens(value: Json | undefined, issues: Issue[]): number | undefined {
  if (value === undefined || value === null) return undefined;
  const count = value instanceof JsonNumber ? Number(value.text) : Number.NaN;
  if (Number.isSafeInteger(count) && count > 0) return count;
  issues.push(issue('/max_tokens', 'max_tokens', 'max_tokens is a whole number above 0'));
  return undefined;
}

function unknownField(pointer: string, keyword: string): Issue {
  return issue(`${pointer}/${keyword}`, keyword, `${keyword} is not supported here`);
}

function issue(pointer: string, keyword: string, message: string): Issue {
  return { pointer, keyword, message };
}
