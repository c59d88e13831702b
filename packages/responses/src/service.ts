import type {
  CompactedResponse,
  CompactResponse,
  CountInputTokens,
  CreateResponse,
  InputTokens,
  ItemList,
  PageRequest,
  ResponseEvent,
  ResponseResource,
} from '@antiphon/protocol';
import type { ResponseKey } from '@antiphon/store';
import type { Caller } from './caller.ts';
import type { ConversationService } from './conversations.ts';

/** A response that is being made, whether or not anybody reads its events. */
export interface RunningResponse {
  /** As it was created: `queued` in the background, else `in_progress`. */
  readonly response: ResponseResource;
  /** All events from the first; each reader gets all. The stream of a cancelled response ends without a terminal event. */
  readonly events: AsyncIterable<ResponseEvent>;
  /** The response in its terminal state, once that is stored. Rejects only when it could not be stored. */
  readonly done: Promise<ResponseResource>;
}

export interface EventsOptions {
  /** Only events with a higher number are wanted; unset gives all. */
  readonly after?: number;
  readonly signal: AbortSignal;
}

/**
 * What the Responses API does, without HTTP. All methods throw `InvalidRequestError` for what the caller has to correct,
 * `NotFoundError` for what is not there for this tenant, and `UnavailableError` when a later try may succeed.
 */
export interface ResponseService {
  /**
   * Starts a response; it is stored when this resolves. When the signal is aborted a foreground response stops and ends as
   * cancelled; one in the background goes on.
   */
  create(request: CreateResponse, caller: Caller, signal: AbortSignal): Promise<RunningResponse>;
  /** Reads the input and keeps it, and says nothing: the response, without output, can be continued. */
  warmUp(request: CreateResponse, caller: Caller, signal: AbortSignal): Promise<RunningResponse>;
  retrieve(key: ResponseKey): Promise<ResponseResource>;
  /** The events so far and those to come, until the terminal one or, of a cancelled response, until it is cancelled. */
  events(key: ResponseKey, options: EventsOptions): Promise<AsyncIterable<ResponseEvent>>;
  /** Resolves once the generation has stopped and that is stored. Of a response that has ended it changes nothing. */
  cancel(key: ResponseKey): Promise<ResponseResource>;
  /** A response that is still running is cancelled first. */
  delete(key: ResponseKey): Promise<void>;
  inputItems(key: ResponseKey, page: PageRequest): Promise<ItemList>;
  countTokens(request: CountInputTokens, caller: Caller, signal: AbortSignal): Promise<InputTokens>;
  compact(
    request: CompactResponse,
    caller: Caller,
    signal: AbortSignal,
  ): Promise<CompactedResponse>;
  readonly conversations: ConversationService;
  /** Takes no more requests; cancels what is still running and resolves when all of it is stored. */
  close(): Promise<void>;
}
