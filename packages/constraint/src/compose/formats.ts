import type { GrammarBuilder, SymbolId } from '../grammar.ts';
import type { SpecialTokens } from './wrapper.ts';

/** How a model writes tool calls. Names of special tokens in these texts stand for the token. */
export interface ToolCallFormat {
  /** What a response says where calls begin: it stands at the start of `begin`, or of `before`. */
  readonly trigger: string;
  /** The members of a call that may also stand without `begin`, as a JSON object at the start of the text. */
  readonly bare?: { readonly name: string; readonly arguments: string };
  /** In front of the first call. */
  readonly begin: string;
  readonly between: string;
  /** Behind the last call. */
  readonly end: string;
  /** What a call of `name` has in front of its arguments. */
  before(name: string): string;
  /** What a call has behind its arguments. */
  readonly after: string;
  /** How arguments are written where that is not as JSON. */
  readonly arguments?: ArgumentsWriter;
  /** The turn ends with the first call. */
  readonly isSingle?: boolean;
}

/**
 * Adds the arguments that meet a schema, a value as requests carry it. Throws a `ConstraintError` for what the format cannot
 * hold them to.
 */
export type ArgumentsWriter = (
  builder: GrammarBuilder,
  schema: unknown,
  specialTokens: SpecialTokens,
) => SymbolId;

/** `<tool_call>` around each call, as in Hermes and Qwen. */
export const hermesCalls: ToolCallFormat = {
  trigger: '<tool_call>',
  begin: '',
  between: '\n',
  end: '',
  before: (name) => `<tool_call>\n{"name": ${JSON.stringify(name)}, "arguments": `,
  after: '}\n</tool_call>',
};

/** Llama 3: calls are the whole text, with `<|python_tag|>` in front or without it. */
export const llamaCalls: ToolCallFormat = {
  trigger: '<|python_tag|>',
  bare: { name: 'name', arguments: 'parameters' },
  begin: '<|python_tag|>',
  between: '; ',
  end: '',
  before: (name) => `{"name": ${JSON.stringify(name)}, "parameters": `,
  after: '}',
};

/** Mistral: a list of calls behind `[TOOL_CALLS]`. */
export const mistralCalls: ToolCallFormat = {
  trigger: '[TOOL_CALLS]',
  begin: '[TOOL_CALLS][',
  between: ', ',
  end: ']',
  before: (name) => `{"name": ${JSON.stringify(name)}, "arguments": `,
  after: '}',
};
