export {
  type InputContent,
  InputText,
  Logprob,
  type OutputContent,
  OutputText,
  Refusal,
} from './content.ts';
export {
  type ErrorBody,
  type ErrorType,
  InvalidRequestError,
  NotFoundError,
  UnavailableError,
} from './error.ts';
export {
  CallArgumentsDeltaEvent,
  CallArgumentsDoneEvent,
  ContentPartEvent,
  OutputItemEvent,
  OutputTextDeltaEvent,
  OutputTextDoneEvent,
  ResponseEvent,
  ResponseSnapshotEvent,
  SummaryPartEvent,
  SummaryTextDeltaEvent,
  SummaryTextDoneEvent,
} from './event.ts';
export { Grammar } from './grammar.ts';
export {
  AssistantMessageParam,
  FunctionCallOutputParam,
  FunctionCallParam,
  type InputItem,
  ReasoningParam,
  UserMessageParam,
} from './input-item.ts';
export {
  FunctionCall,
  FunctionCallOutput,
  InputMessage,
  type Item,
  ItemStatus,
  OutputItem,
  OutputMessage,
  ReasoningItem,
  SummaryText,
} from './item.ts';
export { Model } from './model.ts';
export { parseCreateResponse } from './parse.ts';
export { ReasoningEffort, ReasoningSettings, ResponseReasoning } from './reasoning.ts';
export { CreateResponse } from './request.ts';
export { DeletedResponse, ResponseError, ResponseResource, ResponseStatus } from './response.ts';
export {
  JsonObjectFormat,
  JsonSchemaFormat,
  PlainTextFormat,
  ResponseTextFormat,
  TextFormat,
} from './text-format.ts';
export { FunctionTool, ResponseTool } from './tool.ts';
export {
  AllowedToolsChoice,
  FunctionToolChoice,
  ToolChoice,
  ToolChoiceMode,
} from './tool-choice.ts';
export { Usage } from './usage.ts';
