export { type Constraint, type ConstraintIssue, ConstraintRefusedError } from './constraint.ts';
export type { Conversation, Message } from './conversation.ts';
export {
  type Capabilities,
  ContextLengthError,
  type FinishReason,
  type GenerationDelta,
  type GenerationRequest,
  type LanguageModel,
  type TokenLogprob,
} from './language-model.ts';
export {
  type GenerationDefaults,
  type LogitsModel,
  type ModelInfo,
  ModelLoadError,
  NoSlotError,
  type Sequence,
  type StepItem,
} from './logits-model.ts';
export {
  SamplingError,
  type SamplingInForce,
  type SamplingIssue,
  type SamplingRequest,
} from './sampling.ts';
export { createScriptedModel, type Script, type ScriptedModelOptions } from './scripted.ts';
export type { Tokenizer } from './tokenizer/tokenizer.ts';
export {
  createTokenizer,
  type TokenizerConfig,
  type TokenizerJson,
} from './tokenizer/tokenizer-json.ts';
export { type LoadModelOptions, loadModel } from './transformers/load.ts';
