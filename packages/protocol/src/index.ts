export { accumulate, UnfinishedStreamError } from './accumulate/accumulate.ts';
export { EventOrderError } from './accumulate/event-order-error.ts';
export { ResponseAccumulator } from './accumulate/response-accumulator.ts';
export { CompactResponseBody } from './body/compact-response.ts';
export {
  CreateConversationBody,
  CreateConversationItemsBody,
  UpdateConversationBody,
} from './body/conversation.ts';
export { CountInputTokensBody, CreateResponseBody } from './body/create-response.ts';
export { InputBody, InputItemBody } from './body/input.ts';
export { ToolBody, ToolChoiceBody } from './body/tools.ts';
export { WebSocketCreateBody } from './body/websocket.ts';
export { CompactedResponse, CompactResponse } from './compact.ts';
export {
  Annotation,
  ContainerFileCitation,
  FileCitation,
  FilePath,
  UrlCitation,
} from './content/annotation.ts';
export {
  ImageDetail,
  InputAudio,
  InputContent,
  InputFile,
  InputImage,
  InputText,
  InputVideo,
} from './content/input-content.ts';
export { Logprob } from './content/logprob.ts';
export { OutputContent, OutputText, Refusal } from './content/output-content.ts';
export { ReasoningText, SummaryText } from './content/reasoning-content.ts';
export { ContextManagement } from './context-management.ts';
export {
  Conversation,
  ConversationReference,
  type CreateConversation,
  type CreateConversationItems,
  DeletedConversation,
  type UpdateConversation,
} from './conversation.ts';
export {
  ErrorBody,
  ErrorType,
  InvalidRequestError,
  NotFoundError,
  UnavailableError,
} from './error.ts';
export { ContentPartEvent } from './event/content-part.ts';
export {
  CustomToolCallInputDeltaEvent,
  CustomToolCallInputDoneEvent,
} from './event/custom-tool-call-input.ts';
export { ErrorEvent } from './event/error.ts';
export { ResponseEvent } from './event/event.ts';
export {
  CallArgumentsDeltaEvent,
  CallArgumentsDoneEvent,
} from './event/function-call-arguments.ts';
export {
  HostedCallEvent,
  type HostedCallEventType,
  hostedCallEventTypes,
  isHostedCallEvent,
} from './event/hosted-call.ts';
export { OutputItemEvent } from './event/output-item.ts';
export {
  OutputTextAnnotationAddedEvent,
  OutputTextDeltaEvent,
  OutputTextDoneEvent,
} from './event/output-text.ts';
export { ReasoningDeltaEvent, ReasoningDoneEvent } from './event/reasoning.ts';
export {
  SummaryPartEvent,
  SummaryTextDeltaEvent,
  SummaryTextDoneEvent,
} from './event/reasoning-summary.ts';
export { RefusalDeltaEvent, RefusalDoneEvent } from './event/refusal.ts';
export { isTerminalEvent, ResponseSnapshotEvent } from './event/snapshot.ts';
export { Grammar } from './grammar.ts';
export { Include } from './include.ts';
export { CountInputTokens, InputTokens } from './input-tokens.ts';
export { CompactionItem, CompactionParam } from './item/compaction.ts';
export {
  CustomToolCall,
  CustomToolCallOutput,
  CustomToolCallOutputParam,
  CustomToolCallParam,
} from './item/custom-tool-call.ts';
export {
  FunctionCall,
  FunctionCallOutput,
  FunctionCallOutputParam,
  FunctionCallParam,
} from './item/function-call.ts';
export {
  ExtensionType,
  HostedItem,
  HostedItemParam,
  type HostedItemType,
  hostedItemTypes,
  isHostedItem,
} from './item/hosted-item.ts';
export { InputItem } from './item/input-item.ts';
export { Item, OutputItem } from './item/item.ts';
export { ItemReference } from './item/item-reference.ts';
export { ItemStatus } from './item/item-status.ts';
export {
  AssistantMessageParam,
  InputMessage,
  MessagePhase,
  OutputMessage,
  UserMessageParam,
} from './item/message.ts';
export { ReasoningItem, ReasoningParam } from './item/reasoning.ts';
export { ItemList, ModelList } from './list.ts';
export { Metadata } from './metadata.ts';
export { Model, ModelCapabilities } from './model.ts';
export { type OpenApiDocument, openApiDocument } from './openapi/open-api-document.ts';
export type { PageRequest } from './page-request.ts';
export { parseCompactResponse } from './parse/compact-response.ts';
export {
  parseCreateConversation,
  parseCreateConversationItems,
  parseUpdateConversation,
} from './parse/conversation.ts';
export { parseCountInputTokens } from './parse/count-input-tokens.ts';
export { parseCreateResponse } from './parse/create-response.ts';
export { InvalidEventError, parseEvent, parseWebSocketFrame } from './parse/event.ts';
export { parseInclude, parsePageRequest, parseRetrieveResponse } from './parse/query.ts';
export { parseWebSocketMessage, readStreamId } from './parse/websocket.ts';
export { Prompt } from './prompt.ts';
export {
  ReasoningEffort,
  ReasoningSettings,
  ReasoningSummary,
  ResponseReasoning,
} from './reasoning.ts';
export { CreateResponse } from './request.ts';
export { DeletedResponse, ResponseError, ResponseResource, ResponseStatus } from './response.ts';
export type { RetrieveResponse } from './retrieve.ts';
export { readResponseEvents } from './stream/response-events.ts';
export {
  type ByteStream,
  readServerSentEvents,
  type ServerSentEvent,
} from './stream/server-sent-events.ts';
export { StreamOptions } from './stream-options.ts';
export {
  JsonObjectFormat,
  JsonSchemaFormat,
  PlainTextFormat,
  ResponseTextFormat,
  TextFormat,
  Verbosity,
} from './text-format.ts';
export { CustomTool, CustomToolFormat, ResponseCustomTool } from './tool/custom-tool.ts';
export { FunctionTool, ResponseFunctionTool } from './tool/function-tool.ts';
export {
  HostedTool,
  type HostedToolType,
  hostedToolTypes,
  isHostedTool,
} from './tool/hosted-tool.ts';
export { NamespaceTool, ResponseNamespaceTool } from './tool/namespace-tool.ts';
export { ResponseTool, Tool } from './tool/tool.ts';
export {
  AllowedToolsChoice,
  CustomToolChoice,
  FunctionToolChoice,
  HostedToolChoice,
  SpecificToolChoice,
  ToolChoice,
  ToolChoiceMode,
} from './tool/tool-choice.ts';
export { Usage } from './usage.ts';
export { Warning } from './warning.ts';
export { WebSearchOptions } from './web-search-options.ts';
export { type WebSocketCreate, WebSocketError } from './websocket.ts';
