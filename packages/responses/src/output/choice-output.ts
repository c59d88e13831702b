import type { FinishReason, GenerationDelta } from '@antiphon/backend';
import type { ResponseResource } from '@antiphon/protocol';
import type { HostedProgress } from '../hosted-tool.ts';
import type { ItemPlace } from '../ids.ts';
import { wireLogprob } from '../logprob.ts';
import type { OfferedTool } from '../tools/offer.ts';
import { OpenCustomCall } from './open-custom-call.ts';
import { OpenFunctionCall } from './open-function-call.ts';
import { OpenHostedCall } from './open-hosted-call.ts';
import type { ClosedStatus, OpenCall, OpenItem, UnnumberedEvent } from './open-item.ts';
import { OpenMessage } from './open-message.ts';
import { OpenReasoning, type ReasoningOptions } from './open-reasoning.ts';

/** A delta that belongs to one choice. */
export type ChoiceDelta = Exclude<GenerationDelta, { kind: 'usage' }>;

export interface ChoiceOptions {
  readonly withLogprobs: boolean;
  readonly reasoning: ReasoningOptions;
  readonly tools: readonly OfferedTool[];
  /** How many hosted calls the response may have; further ones are left out. */
  readonly maxHostedCalls: number;
}

/** Puts the items of one choice into the output, one at a time; the items of other choices may come between them. */
export class ChoiceOutput {
  readonly #response: Pick<ResponseResource, 'id' | 'output'>;
  readonly #options: ChoiceOptions;
  #open: OpenItem | undefined;
  /** The call that the model writes now; `undefined` for one that is left out. */
  #call: OpenCall | undefined;
  #hosted: OpenHostedCall[] = [];
  #hostedCalls = 0;
  #finish: FinishReason | undefined;
  #hasItems = false;

  /** The items are put into the output of `response`. */
  constructor(response: Pick<ResponseResource, 'id' | 'output'>, options: ChoiceOptions) {
    this.#response = response;
    this.#options = options;
  }

  /** How it ended; `undefined` until then. */
  get finishReason(): FinishReason | undefined {
    return this.#finish;
  }

  /** The hosted calls that the model has made and that have no result yet. */
  get pending(): readonly OpenHostedCall[] {
    return this.#hosted;
  }

  get hostedCalls(): number {
    return this.#hostedCalls;
  }

  add(delta: ChoiceDelta): UnnumberedEvent[] {
    switch (delta.kind) {
      case 'text':
        return this.#text(delta.text, (delta.tokens ?? []).map(wireLogprob));
      case 'refusal': {
        const [message, started] = this.#message();
        return [...started, ...message.refusal(delta.text)];
      }
      case 'reasoning':
        return this.#reasoning(delta.text);
      case 'call-start':
        return this.#startCall(delta.name);
      case 'call-arguments':
        return this.#call?.arguments(delta.text) ?? [];
      case 'call-end':
        return this.#endCall(delta.isComplete);
      case 'finish':
        return this.#end(delta.reason);
    }
  }

  /** News of a hosted call that is pending. Its result ends it. */
  progress(call: OpenHostedCall, progress: HostedProgress): UnnumberedEvent[] {
    if (progress.kind === 'result') this.#hosted = this.#hosted.filter((other) => other !== call);
    return call.progress(progress);
  }

  /** Ends what is open, hosted calls too. */
  closeAll(): UnnumberedEvent[] {
    const closed = this.#close('incomplete');
    const calls = this.#hosted.flatMap((call) => call.closed('incomplete'));
    this.#hosted = [];
    return [...calls, ...closed];
  }

  /** Of the next item. */
  get #place(): ItemPlace {
    return { responseId: this.#response.id, outputIndex: this.#response.output.length };
  }

  #text(text: string, logprobs: Parameters<OpenMessage['text']>[1]): UnnumberedEvent[] {
    const [message, started] = this.#message();
    return [...started, ...message.text(text, logprobs)];
  }

  #reasoning(text: string): UnnumberedEvent[] {
    if (this.#open instanceof OpenReasoning) return this.#open.text(text);
    const reasoning = new OpenReasoning(this.#place, this.#options.reasoning);
    // In this order: the part is announced before its first piece.
    const started = this.#start(reasoning);
    return [...started, ...reasoning.text(text)];
  }

  #startCall(name: string): UnnumberedEvent[] {
    const offered = this.#options.tools.find(({ definition }) => definition.name === name);
    const place = this.#place;
    switch (offered?.kind) {
      case 'hosted':
        return this.#startHosted(new OpenHostedCall(place, offered));
      case 'custom':
        return this.#startClientCall(new OpenCustomCall(place, offered));
      case 'function':
      case undefined:
        return this.#startClientCall(new OpenFunctionCall(place, offered ?? { name }));
    }
  }

  #startClientCall(call: OpenCall): UnnumberedEvent[] {
    const started = this.#start(call);
    this.#call = call;
    return started;
  }

  /** It stays open beside what comes after it, until its result is there. */
  #startHosted(call: OpenHostedCall): UnnumberedEvent[] {
    const closed = this.#close('completed');
    if (this.#hostedCalls >= this.#options.maxHostedCalls) return closed;
    this.#hostedCalls++;
    this.#call = call;
    this.#hosted.push(call);
    this.#response.output.push(call.item);
    this.#hasItems = true;
    return [...closed, ...call.opened()];
  }

  /** A call that broke off is left open: how the answer ends tells whether it was cut off or is all that the model had to say. */
  #endCall(isComplete: boolean): UnnumberedEvent[] {
    const call = this.#call;
    this.#call = undefined;
    return call === this.#open && isComplete ? this.#close('completed') : [];
  }

  /** A choice that said nothing gets an empty message. */
  #end(reason: FinishReason): UnnumberedEvent[] {
    this.#finish = reason;
    const started = this.#hasItems ? [] : this.#message()[1];
    return [...started, ...this.#close(reason === 'stop' ? 'completed' : 'incomplete')];
  }

  #close(status: ClosedStatus): UnnumberedEvent[] {
    const closed = this.#open?.closed(status) ?? [];
    this.#open = undefined;
    this.#call = undefined;
    return closed;
  }

  /** The message that is open, and what has to be told if it was not. */
  #message(): [OpenMessage, UnnumberedEvent[]] {
    if (this.#open instanceof OpenMessage) return [this.#open, []];
    const message = new OpenMessage(this.#place, this.#options);
    return [message, this.#start(message)];
  }

  #start(open: OpenItem): UnnumberedEvent[] {
    const closed = this.#close('completed');
    this.#response.output.push(open.item);
    this.#open = open;
    this.#hasItems = true;
    return [...closed, ...open.opened()];
  }
}
