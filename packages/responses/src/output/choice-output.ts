import type { FinishReason, GenerationDelta } from '@antiphon/backend';
import type { OutputItem } from '@antiphon/protocol';
import { wireLogprob } from '../logprob.ts';
import { OpenFunctionCall } from './open-function-call.ts';
import type { OpenItem, UnnumberedEvent } from './open-item.ts';
import { OpenMessage } from './open-message.ts';
import { OpenReasoning } from './open-reasoning.ts';

/** A delta that belongs to one choice. */
export type ChoiceDelta = Exclude<GenerationDelta, { kind: 'usage' }>;

/** Puts the items of one choice into the output, one at a time; the items of other choices may come between them. */
export class ChoiceOutput {
  readonly #output: OutputItem[];
  readonly #withLogprobs: boolean;
  #open: OpenItem | undefined;
  #finish: FinishReason | undefined;
  #hasItems = false;

  /** `output` is the response's own list. */
  constructor(output: OutputItem[], options: { readonly withLogprobs: boolean }) {
    this.#output = output;
    this.#withLogprobs = options.withLogprobs;
  }

  /** How it ended; `undefined` until then. */
  get finishReason(): FinishReason | undefined {
    return this.#finish;
  }

  add(delta: ChoiceDelta): UnnumberedEvent[] {
    switch (delta.kind) {
      case 'text':
        return this.#text(delta.text, (delta.tokens ?? []).map(wireLogprob));
      case 'reasoning':
        return this.#reasoning(delta.text);
      case 'call-start':
        return this.#start((index) => new OpenFunctionCall(index, delta.name));
      case 'call-arguments':
        return this.#open instanceof OpenFunctionCall ? this.#open.arguments(delta.text) : [];
      case 'call-end':
        return this.close(delta.isComplete ? 'completed' : 'incomplete');
      case 'finish':
        return this.#end(delta.reason);
    }
  }

  /** Ends the item that is open, if one is. */
  close(status: 'completed' | 'incomplete'): UnnumberedEvent[] {
    const closed = this.#open?.closed(status) ?? [];
    this.#open = undefined;
    return closed;
  }

  #text(text: string, logprobs: Parameters<OpenMessage['text']>[1]): UnnumberedEvent[] {
    const started = this.#open instanceof OpenMessage ? [] : this.#startMessage();
    // Started just now if it was not open before.
    return [...started, ...(this.#open as OpenMessage).text(text, logprobs)];
  }

  #reasoning(text: string): UnnumberedEvent[] {
    const isOpen = this.#open instanceof OpenReasoning;
    const started = isOpen ? [] : this.#start((index) => new OpenReasoning(index));
    return [...started, ...(this.#open as OpenReasoning).text(text)];
  }

  /** A choice that said nothing gets an empty message. */
  #end(reason: FinishReason): UnnumberedEvent[] {
    this.#finish = reason;
    const started = this.#hasItems ? [] : this.#startMessage();
    return [...started, ...this.close(reason === 'stop' ? 'completed' : 'incomplete')];
  }

  #startMessage(): UnnumberedEvent[] {
    return this.#start((index) => new OpenMessage(index, { withLogprobs: this.#withLogprobs }));
  }

  #start(create: (outputIndex: number) => OpenItem): UnnumberedEvent[] {
    const closed = this.close('completed');
    const open = create(this.#output.length);
    this.#output.push(open.item);
    this.#open = open;
    this.#hasItems = true;
    return [...closed, ...open.opened()];
  }
}
