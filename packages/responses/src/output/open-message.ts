import type { Logprob, OutputContent, OutputMessage } from '@antiphon/protocol';
import { type ItemPlace, outputId } from '../ids.ts';
import {
  type ClosedStatus,
  itemAdded,
  itemDone,
  type OpenItem,
  type UnnumberedEvent,
} from './open-item.ts';

/** A message while it grows: a text, a refusal, or one after the other. */
export class OpenMessage implements OpenItem {
  readonly item: OutputMessage;
  readonly #outputIndex: number;
  readonly #withLogprobs: boolean;

  constructor(place: ItemPlace, { withLogprobs }: { readonly withLogprobs: boolean }) {
    this.item = {
      type: 'message',
      id: outputId('msg', place),
      status: 'in_progress',
      role: 'assistant',
      content: [],
    };
    this.#outputIndex = place.outputIndex;
    this.#withLogprobs = withLogprobs;
  }

  opened(): UnnumberedEvent[] {
    return [itemAdded(this.#outputIndex, this.item)];
  }

  text(delta: string, logprobs: readonly Logprob[]): UnnumberedEvent[] {
    const started = this.#openPart('output_text');
    const part = this.#part;
    if (part?.type === 'output_text') {
      part.text += delta;
      part.logprobs?.push(...logprobs);
    }
    const type = 'response.output_text.delta';
    return [...started, { type, ...this.#place, delta, logprobs: [...logprobs] }];
  }

  refusal(delta: string): UnnumberedEvent[] {
    const started = this.#openPart('refusal');
    const part = this.#part;
    if (part?.type === 'refusal') part.refusal += delta;
    return [...started, { type: 'response.refusal.delta', ...this.#place, delta }];
  }

  /** A message that nothing was said in has an empty text. */
  closed(status: ClosedStatus): UnnumberedEvent[] {
    const started = this.#part ? [] : this.#openPart('output_text');
    const closed = this.#closePart();
    this.item.status = status;
    return [...started, ...closed, itemDone(this.#outputIndex, this.item)];
  }

  /** The part that grows: the last one. */
  get #part(): OutputContent | undefined {
    return this.item.content.at(-1);
  }

  #openPart(type: OutputContent['type']): UnnumberedEvent[] {
    if (this.#part?.type === type) return [];
    const closed = this.#closePart();
    const part = this.#emptyPart(type);
    this.item.content.push(part);
    const added = structuredClone(part);
    return [...closed, { type: 'response.content_part.added', ...this.#place, part: added }];
  }

  #closePart(): UnnumberedEvent[] {
    if (!this.#part) return [];
    const part = structuredClone(this.#part);
    return [
      part.type === 'output_text'
        ? {
            type: 'response.output_text.done',
            ...this.#place,
            text: part.text,
            logprobs: part.logprobs ?? [],
          }
        : { type: 'response.refusal.done', ...this.#place, refusal: part.refusal },
      { type: 'response.content_part.done', ...this.#place, part },
    ];
  }

  #emptyPart(type: OutputContent['type']): OutputContent {
    if (type === 'refusal') return { type, refusal: '' };
    return { type, text: '', annotations: [], ...(this.#withLogprobs && { logprobs: [] }) };
  }

  get #place() {
    return {
      item_id: this.item.id,
      output_index: this.#outputIndex,
      content_index: this.item.content.length - 1,
    };
  }
}
