import type { ToolDefinition } from '@antiphon/backend';
import type {
  HostedCallEvent,
  HostedItem,
  HostedTool as HostedToolSetting,
} from '@antiphon/protocol';

/** One call that a hosted tool is to make. */
export interface HostedCall {
  /** The entry of the request's `tools` that offered it. */
  readonly setting: HostedToolSetting;
  readonly tenant: string;
  readonly itemId: string;
  /** A JSON text, as the model wrote it. */
  readonly arguments: string;
}

/** What a call brings, in this order: any number of events, then its result. */
export type HostedProgress =
  | {
      readonly kind: 'event';
      readonly type: HostedCallEvent['type'];
      readonly fields?: Readonly<Record<string, unknown>>;
    }
  | {
      readonly kind: 'result';
      readonly status: 'completed' | 'failed';
      /** What the item holds beside its type, id and status. */
      readonly fields: Readonly<Record<string, unknown>>;
    };

/** A past call as the model is reminded of it. */
export interface RecalledCall {
  /** Of the function that `offer` shows. */
  readonly name: string;
  /** A JSON text. */
  readonly arguments: string;
  readonly output: string;
}

/**
 * A tool that the server runs. Its items stand in the output and in later histories, so that all a model has to know of a call
 * must be in the item.
 */
export interface HostedTool {
  /** The `type` of the entries in `tools` that it answers to, such as `acme:clock`. */
  readonly type: HostedToolSetting['type'];
  /** The `type` of its items, such as `acme:clock_call`. */
  readonly itemType: HostedItem['type'];
  /** How the model sees it. Throws `InvalidRequestError`, with a path under `param`, for a setting that it does not know. */
  offer(setting: HostedToolSetting, param: string): ToolDefinition;
  /** Makes the call. An abort of the signal has to end it; what it throws otherwise becomes a failed result. */
  call(call: HostedCall, signal: AbortSignal): AsyncIterable<HostedProgress>;
  recall(item: HostedItem): RecalledCall;
}
