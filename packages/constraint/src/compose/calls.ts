import type { CompileOptions } from '../compile.ts';
import { ConstraintError, type Issue } from '../errors.ts';
import type { GrammarBuilder, SymbolId } from '../grammar.ts';
import { addJsonSchema } from '../json-schema/compile.ts';
import { isJsonObject, type Json, jsonFromValue } from '../json-schema/json-text.ts';
import type { Vocabulary } from '../vocabulary.ts';
import type { ToolCallFormat } from './formats.ts';
import type { ResponseSegment, ToolCallShape, ToolShape } from './shape.ts';
import { refusal, textArguments } from './text-arguments.ts';
import { type SpecialTokens, wrapperSymbols } from './wrapper.ts';

export interface CallContext {
  readonly vocabulary: Vocabulary;
  readonly options: CompileOptions;
}

/** Writes tool calls in the format of one model. */
export class CallWriter {
  readonly #builder: GrammarBuilder;
  readonly #format: ToolCallFormat;
  readonly #specialTokens: SpecialTokens;
  readonly #isParallel: boolean;
  readonly #tools: readonly ToolShape[];
  readonly #arguments: ReadonlyMap<string, WrittenArguments>;

  constructor(builder: GrammarBuilder, calls: ToolCallShape, context: CallContext) {
    const { specialTokens } = context.vocabulary;
    this.#builder = builder;
    this.#format = calls.format;
    this.#specialTokens = specialTokens;
    this.#isParallel = calls.isParallel && !calls.format.isSingle;
    this.#tools = chosenTools(calls);
    const { arguments: write } = calls.format;
    this.#arguments = writeArguments(this.#tools, (schema, { text, ...tool }) => {
      if (text && write) throw refusal('this model does not write arguments as JSON');
      if (text) return textArguments(builder, { ...tool, text }, context.options);
      return write ? write(builder, schema, specialTokens) : addJsonSchema(builder, schema);
    });
  }

  /** All calls. `written` is what of them already stands: the trigger, or nothing. */
  calls(written = ''): SymbolId {
    const { begin, between, end } = this.#format;
    const first = this.#oneOf(begin, written);
    const more = this.#oneOf(between);
    const rest = this.#isParallel ? [this.#builder.repeat(more, 0, Infinity)] : [];
    return this.#segment([first, ...rest, ...this.#wrapper(end)]);
  }

  /**
   * Calls as they may stand at the start of the text; undefined where the format has none. They are
   * written as any other JSON, so that they and a final document are told apart as late as they differ. A text that matches a
   * grammar is no JSON that a schema describes: its tool is called with a mark in front.
   */
  bareCalls(): SymbolId | undefined {
    const { bare, between } = this.#format;
    const tools = this.#tools.filter(({ text }) => text === undefined);
    if (!bare || tools.length === 0) return undefined;
    const call = this.#builder.choice(
      tools.map(({ name }) => {
        const schema = callSchema(name, this.#arguments.get(name)!.schema, bare);
        return [addJsonSchema(this.#builder, schema)];
      }),
    );
    const most = this.#isParallel ? Infinity : 1;
    const separator = this.#builder.choice([this.#wrapper(between)]);
    return this.#segment([this.#builder.repeat(call, 1, most, separator)]);
  }

  #segment(symbols: readonly SymbolId[]): SymbolId {
    const segment: ResponseSegment = 'tool-calls';
    return this.#builder.choice([symbols], { name: segment, segment });
  }

  #oneOf(lead: string, written = ''): SymbolId {
    return this.#builder.choice(this.#tools.map((tool) => this.#call(tool, lead, written)));
  }

  #call({ name }: ToolShape, lead: string, written: string): SymbolId[] {
    const { before, after } = this.#format;
    const head = lead + before(name);
    if (!head.startsWith(written)) {
      throw new TypeError(`calls have to start with their trigger ${JSON.stringify(written)}`);
    }
    const unwritten = this.#wrapper(head.slice(written.length));
    return [...unwritten, this.#arguments.get(name)!.symbol, ...this.#wrapper(after)];
  }

  #wrapper(text: string): SymbolId[] {
    return wrapperSymbols(this.#builder, text, this.#specialTokens);
  }
}

/** An `$id` of its own lets references within the parameters stay within them. */
function callSchema(
  name: string,
  parameters: unknown,
  keys: { name: string; arguments: string },
): Json {
  const own = jsonFromValue(parameters);
  const id = `tool:${encodeURIComponent(name)}`;
  const schema = isJsonObject(own) && !own.has('$id') ? new Map([['$id', id], ...own]) : own;
  return jsonFromValue({
    type: 'object',
    properties: { [keys.name]: { const: name }, [keys.arguments]: schema },
    required: [keys.name, keys.arguments],
    additionalProperties: false,
  });
}

function chosenTools({ tools, choice: { only } }: ToolCallShape): readonly ToolShape[] {
  const names = new Set(tools.map(({ name }) => name));
  if (names.size < tools.length) throw invalid('/tools', 'two tools have the same name');
  const unknown = only?.find((name) => !names.has(name));
  if (unknown !== undefined) {
    throw invalid('/tool_choice', `there is no tool of the name ${JSON.stringify(unknown)}`);
  }
  const chosen = tools.filter(({ name }) => only === undefined || only.includes(name));
  if (chosen.length === 0) throw invalid('/tool_choice', 'there is no tool to call');
  return chosen;
}

/** Arguments in a grammar, and the schema that they meet. */
interface WrittenArguments {
  readonly symbol: SymbolId;
  readonly schema: unknown;
}

function writeArguments(
  tools: readonly ToolShape[],
  write: (schema: unknown, tool: ToolShape) => SymbolId,
): ReadonlyMap<string, WrittenArguments> {
  const written = new Map<string, WrittenArguments>();
  const issues: Issue[] = [];
  for (const tool of tools) {
    const { name, parameters: schema = anyObject, isLenient, text } = tool;
    try {
      written.set(name, { symbol: write(schema, tool), schema });
    } catch (error) {
      if (!(error instanceof ConstraintError) || error.code === 'grammar_too_complex') throw error;
      const prefix = `/tools/${name}/${text ? 'format' : 'parameters'}`;
      if (isLenient) {
        const free = { name, parameters: anyObject };
        written.set(name, { symbol: write(anyObject, free), schema: anyObject });
        continue;
      }
      issues.push(...error.issues.map((issue) => ({ ...issue, pointer: prefix + issue.pointer })));
    }
  }
  if (issues.length > 0) throw new ConstraintError('unsupported_grammar', issues);
  return written;
}

const anyObject = { type: 'object' };

function invalid(pointer: string, message: string): ConstraintError {
  return new ConstraintError('invalid_grammar', [{ pointer, keyword: '', message }]);
}
