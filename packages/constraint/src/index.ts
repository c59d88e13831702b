export { applyMask, argmaxMasked } from './apply-mask.ts';
export type { Capture } from './captures/captures.ts';
export {
  addGrammar,
  type CompileOptions,
  compileGrammar,
  compileSymbol,
  type GrammarSource,
} from './compile.ts';
export type { CompileSymbolOptions } from './compile-symbol.ts';
export {
  type ArgumentsWriter,
  hermesCalls,
  llamaCalls,
  mistralCalls,
  type ToolCallFormat,
} from './compose/formats.ts';
export { keyedArguments, markedArguments, taggedArguments } from './compose/named-arguments.ts';
export { composeResponse } from './compose/response.ts';
export type {
  FinalShape,
  ReasoningShape,
  ResponseSegment,
  ResponseShape,
  ToolCallShape,
  ToolChoice,
  ToolShape,
} from './compose/shape.ts';
export { ConstraintError, type ConstraintErrorCode, type Issue } from './errors.ts';
export {
  GrammarBuilder,
  type GrammarSymbol,
  type LexemeOptions,
  type RuleOptions,
  type SymbolId,
} from './grammar.ts';
export { addJsonSchema } from './json-schema/compile.ts';
export type { JsonSchemaOptions, Whitespace } from './json-schema/options.ts';
export { addLark } from './lark/add-lark.ts';
export { defaultLimits, type Limits } from './limits.ts';
export { addLlguidance } from './llguidance.ts';
export { type Grammar, type GrammarStatistics, Matcher, type MatcherStop } from './matcher.ts';
export { addRegex } from './regex/add-regex.ts';
export { EMPTY, NOTHING, type RegexId, RegexStore } from './regex/store.ts';
export { detectAlphabet, type TokenAlphabet, tokenBytes } from './token-bytes.ts';
export { createVocabulary, Vocabulary, type VocabularyOptions } from './vocabulary.ts';
