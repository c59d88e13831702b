import type { ItemStatus, ReasoningItem } from '@antiphon/protocol';
import { createId } from '../ids.ts';
import { itemAdded, itemDone, type OpenItem, type UnnumberedEvent } from './open-item.ts';

/** What the model thinks, while it thinks. */
export class OpenReasoning implements OpenItem {
  readonly item: ReasoningItem = {
    type: 'reasoning',
    id: createId('rs'),
    status: 'in_progress',
    summary: [],
  };
  readonly #part = { type: 'summary_text' as const, text: '' };
  readonly #outputIndex: number;

  constructor(outputIndex: number) {
    this.#outputIndex = outputIndex;
  }

  opened(): UnnumberedEvent[] {
    const added = itemAdded(this.#outputIndex, this.item);
    this.item.summary.push(this.#part);
    const part = structuredClone(this.#part);
    return [added, { type: 'response.reasoning_summary_part.added', ...this.#place, part }];
  }

  text(delta: string): UnnumberedEvent[] {
    this.#part.text += delta;
    return [{ type: 'response.reasoning_summary_text.delta', ...this.#place, delta }];
  }

  closed(status: Exclude<ItemStatus, 'in_progress'>): UnnumberedEvent[] {
    this.item.status = status;
    const part = structuredClone(this.#part);
    return [
      { type: 'response.reasoning_summary_text.done', ...this.#place, text: part.text },
      { type: 'response.reasoning_summary_part.done', ...this.#place, part },
      itemDone(this.#outputIndex, this.item),
    ];
  }

  get #place() {
    return { item_id: this.item.id, output_index: this.#outputIndex, summary_index: 0 };
  }
}
