import type { PreparedGeneration } from '@antiphon/backend';
import {
  type Item,
  isHostedItem,
  NotFoundError,
  type ResponseEvent,
  type ResponseResource,
  UnavailableError,
} from '@antiphon/protocol';
import type { ResponseKey, ResponseStore } from '@antiphon/store';
import type { ResponseBuilder } from '../build-events.ts';
import type { Round } from '../generation.ts';
import { untilOver } from '../stored-response.ts';
import { callHosted } from './call-hosted.ts';
import { EventLog } from './event-log.ts';
import { failure } from './failure.ts';

export interface RunSetting {
  readonly key: ResponseKey;
  /** Has told its first events, which are stored already. */
  readonly builder: ResponseBuilder;
  readonly firstEvents: readonly ResponseEvent[];
  /** `undefined` for a response that is not kept. */
  readonly store: ResponseStore | undefined;
  /** Which try this is, from 1. */
  readonly attempt: number;
  readonly isBackground: boolean;
  /** Has the model take in what it is to continue: first the input, then, after each round of hosted calls, the output too. */
  readonly prepare: (output: readonly Item[], round?: Round) => Promise<PreparedGeneration>;
  /** Its signal is the one that all of it follows. */
  readonly stop: AbortController;
  readonly maxHostedCalls: number;
  readonly maxOutputTokens: number;
  /** What the conversation gains in front of the output, if the response is of one. */
  readonly conversation?: { readonly id: string; readonly input: readonly Item[] };
  /** Sees the terminal state before anybody is told of it. */
  readonly onEnd?: (response: ResponseResource) => void;
}

/** Why a run is stopped although its response is to go on, in another process or after a restart. */
const RELEASED = Symbol('released');

/** A response while this process makes it. */
export class Run {
  readonly key: ResponseKey;
  readonly isBackground: boolean;
  readonly events: AsyncIterable<ResponseEvent>;
  /**
   * Settled when this process has no more to do with it; false when somebody else makes the response, or it is gone. Rejects when
   * the end could not be stored.
   */
  readonly made: Promise<boolean>;
  /** The response in its terminal state, whoever has stored that. Rejects only when it could not be stored. */
  readonly done: Promise<ResponseResource>;
  readonly #setting: RunSetting;
  readonly #log: EventLog;

  constructor(setting: RunSetting) {
    const { key, store, attempt, firstEvents } = setting;
    this.key = key;
    this.isBackground = setting.isBackground;
    this.#setting = setting;
    this.#log = new EventLog(firstEvents, { key, store, attempt, onLost: () => this.cancel() });
    this.events = this.#log;
    this.made = this.#make().finally(() => this.#log.end());
    this.done = this.made.then((isOurs) => (isOurs ? this.response : this.#madeElsewhere()));
    // Whoever only reads the events must not bring the process down by not looking at `done`.
    this.done.catch(() => {});
  }

  /** The response as it stands. */
  get response(): ResponseResource {
    return this.#setting.builder.response;
  }

  /** Ends it as cancelled, unless it has ended. */
  cancel(): void {
    this.#setting.stop.abort(new Error('the response was cancelled'));
  }

  /** Ends it as failed: the server cannot go on with it. */
  giveUp(reason: UnavailableError): void {
    this.#setting.stop.abort(reason);
  }

  /** Stops it and leaves its response as it is. */
  release(): void {
    this.#setting.stop.abort(RELEASED);
  }

  async #make(): Promise<boolean> {
    const { onEnd, stop } = this.#setting;
    const events = await this.#ending();
    const { response } = this;
    if (stop.signal.reason === RELEASED) return true;
    const isOurs = await this.#log.store({ response, events, ...this.#gain(response) });
    if (!isOurs) {
      this.#log.handOver();
      return false;
    }
    onEnd?.(response);
    this.#log.end(events);
    return true;
  }

  /** As it stands here where it has been deleted in the meantime. */
  async #madeElsewhere(): Promise<ResponseResource> {
    const { store, key } = this.#setting;
    try {
      return await untilOver(key, { store: store! }, new AbortController().signal);
    } catch (fault) {
      if (fault instanceof NotFoundError) return this.response;
      throw fault;
    }
  }

  async #ending(): Promise<readonly ResponseEvent[]> {
    const { builder, stop } = this.#setting;
    try {
      return await this.#generate();
    } catch (fault) {
      if (!stop.signal.aborted) return builder.fail(failure(fault));
      const { reason } = stop.signal;
      return reason instanceof UnavailableError ? builder.fail(failure(reason)) : builder.cancel();
    }
  }

  async #generate(): Promise<readonly ResponseEvent[]> {
    const { builder, prepare, maxHostedCalls, maxOutputTokens } = this.#setting;
    let prepared = await prepare([]);
    this.#log.push(builder.start());
    for (;;) {
      const known = builder.response.output.length;
      await this.#follow(prepared);
      if (builder.isFull || builder.pending.length === 0) return builder.finish();
      await Promise.all(builder.pending.map((call) => this.#call(call)));
      const { output } = builder.response;
      if (output.slice(known).some(isForClient)) return builder.finish();
      if (builder.outputTokens >= maxOutputTokens) return builder.runOut();
      const round = {
        outputTokens: builder.outputTokens,
        mayCallHosted: builder.hostedCalls < maxHostedCalls,
      };
      prepared = await prepare(output, round);
    }
  }

  async #follow(prepared: PreparedGeneration): Promise<void> {
    const { builder } = this.#setting;
    for await (const delta of prepared.run()) {
      if (delta.kind === 'usage') builder.count(delta);
      else this.#log.push(builder.add(delta));
    }
  }

  async #call(call: ResponseBuilder['pending'][number]): Promise<void> {
    const { builder, key, stop } = this.#setting;
    for await (const progress of callHosted(call, { tenant: key.tenant, signal: stop.signal })) {
      this.#log.push(builder.hosted(call, progress));
    }
  }

  /** A response that failed or was called off leaves its conversation as it was. */
  #gain({ status, output }: ResponseResource) {
    const { conversation } = this.#setting;
    if (!conversation || (status !== 'completed' && status !== 'incomplete')) return {};
    const { id, input } = conversation;
    return { conversation: { id, items: [...input, ...output] } };
  }
}

/** Whether the client has to do something before the model can go on. */
function isForClient(item: Item): boolean {
  return !isHostedItem(item) && (item.type === 'function_call' || item.type === 'custom_tool_call');
}
