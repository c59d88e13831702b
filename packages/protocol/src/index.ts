export {
  type InputContent,
  InputText,
  Logprob,
  type OutputContent,
  OutputText,
  Refusal,
} from './content.ts';
export { type ErrorBody, type ErrorType, InvalidRequestError, NotFoundError } from './error.ts';
export {
  ContentPartEvent,
  OutputItemEvent,
  OutputTextDeltaEvent,
  OutputTextDoneEvent,
  ResponseEvent,
  ResponseSnapshotEvent,
} from './event.ts';
export { Grammar } from './grammar.ts';
export { AssistantMessageParam, type InputItem, UserMessageParam } from './input-item.ts';
export { InputMessage, type Item, ItemStatus, type OutputItem, OutputMessage } from './item.ts';
export { Model } from './model.ts';
export { parseCreateResponse } from './parse.ts';
export { CreateResponse } from './request.ts';
export { DeletedResponse, ResponseError, ResponseResource, ResponseStatus } from './response.ts';
export {
  JsonObjectFormat,
  JsonSchemaFormat,
  PlainTextFormat,
  ResponseTextFormat,
  TextFormat,
} from './text-format.ts';
export { Usage } from './usage.ts';
