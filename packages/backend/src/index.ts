export { type Constraint, type ConstraintIssue, ConstraintRefusedError } from './constraint.ts';
export type {
  AssistantMessage,
  ContextDocument,
  Conversation,
  Message,
  ReasoningEffort,
  TextFormat,
  ToolCall,
  ToolDefinition,
  ToolMessage,
} from './conversation.ts';
export { estimateModelBytes } from './estimate-model-bytes.ts';
export {
  BusyError,
  type Capabilities,
  ContextLengthError,
  type FinishReason,
  type GenerationDelta,
  type GenerationRequest,
  generate,
  type LanguageModel,
  type PreparedGeneration,
  type TokenLogprob,
  type TokenUsage,
  type ToolPolicy,
} from './language-model.ts';
export { loadModel } from './load.ts';
export type { LoadModelOptions, LoadProgress } from './load-options.ts';
export { locateModel } from './locate-model.ts';
export {
  type GenerationDefaults,
  type LogitsModel,
  type ModelAbilities,
  ModelFaultError,
  type ModelInfo,
  ModelLoadError,
  NoSlotError,
  type Sequence,
  type StepItem,
} from './logits-model.ts';
export { createModelDirectory, type ModelDirectory, type ModelLease } from './model-directory.ts';
export {
  SamplingError,
  type SamplingInForce,
  type SamplingIssue,
  type SamplingRequest,
} from './sampling.ts';
export { loadScriptedModel, scriptedModelId } from './scripted/load-scripted-model.ts';
export { createScriptedModel, type ScriptedModelOptions } from './scripted/model.ts';
export type { Script, ScriptedAnswer, ScriptedItem } from './scripted/script.ts';
export { ChatTemplateError } from './tokenizer/template/chat-template-error.ts';
export type { Prompt, Tokenizer } from './tokenizer/tokenizer.ts';
export {
  createTokenizer,
  type TokenizerConfig,
  type TokenizerJson,
} from './tokenizer/tokenizer-json.ts';
export { type ImageReader, loadImageReader } from './vision/image-reader.ts';
