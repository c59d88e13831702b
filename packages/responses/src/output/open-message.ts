import type { ItemStatus, Logprob, OutputMessage, OutputText } from '@antiphon/protocol';
import { createId } from '../ids.ts';
import { itemAdded, itemDone, type OpenItem, type UnnumberedEvent } from './open-item.ts';

/** A message of one text, while it grows. */
export class OpenMessage implements OpenItem {
  readonly item: OutputMessage = {
    type: 'message',
    id: createId('msg'),
    status: 'in_progress',
    role: 'assistant',
    content: [],
  };
  readonly #part: OutputText = { type: 'output_text', text: '', annotations: [] };
  readonly #outputIndex: number;

  constructor(outputIndex: number, { withLogprobs }: { readonly withLogprobs: boolean }) {
    this.#outputIndex = outputIndex;
    if (withLogprobs) this.#part.logprobs = [];
  }

  opened(): UnnumberedEvent[] {
    const added = itemAdded(this.#outputIndex, this.item);
    this.item.content.push(this.#part);
    const part = structuredClone(this.#part);
    return [added, { type: 'response.content_part.added', ...this.#place, part }];
  }

  text(delta: string, logprobs: readonly Logprob[]): UnnumberedEvent[] {
    this.#part.text += delta;
    this.#part.logprobs?.push(...logprobs);
    const type = 'response.output_text.delta';
    return [{ type, ...this.#place, delta, logprobs: [...logprobs] }];
  }

  closed(status: Exclude<ItemStatus, 'in_progress'>): UnnumberedEvent[] {
    this.item.status = status;
    const part = structuredClone(this.#part);
    const { text, logprobs = [] } = part;
    return [
      { type: 'response.output_text.done', ...this.#place, text, logprobs },
      { type: 'response.content_part.done', ...this.#place, part },
      itemDone(this.#outputIndex, this.item),
    ];
  }

  get #place() {
    return { item_id: this.item.id, output_index: this.#outputIndex, content_index: 0 };
  }
}
