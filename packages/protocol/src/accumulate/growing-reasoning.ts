import type { ResponseEvent } from '../event/event.ts';
import type { OutputItem } from '../item/item.ts';
import type { ReasoningItem } from '../item/reasoning.ts';
import { EventOrderError } from './event-order-error.ts';
import type { GrowingItem } from './growing-item.ts';
import { PartList } from './part-list.ts';

export class GrowingReasoning implements GrowingItem {
  readonly #summary = new PartList();
  readonly #content = new PartList();
  readonly #begun: ReasoningItem;
  #whole: ReasoningItem | undefined;

  constructor(reasoning: ReasoningItem, event: ResponseEvent) {
    const { summary, content = [], status } = reasoning;
    if (summary.length + content.length > 0 || status !== 'in_progress') {
      throw new EventOrderError(event, 'reasoning begins in progress and without text');
    }
    this.#begun = reasoning;
  }

  get item(): ReasoningItem {
    if (this.#whole) return this.#whole;
    const content = this.#told;
    return {
      ...this.#begun,
      summary: this.#summary.parts.filter((part) => part.type === 'summary_text'),
      ...(content.length > 0 && { content }),
    };
  }

  add(event: ResponseEvent): void {
    const summary = this.#summary;
    const content = this.#content;
    switch (event.type) {
      case 'response.reasoning_summary_part.added':
        summary.open(event.summary_index, event.part, event);
        return;
      case 'response.reasoning_summary_text.delta':
        summary.growing(event.summary_index, 'summary_text', event).text.append(event.delta, event);
        return;
      case 'response.reasoning_summary_text.done':
        summary.growing(event.summary_index, 'summary_text', event).text.finish(event.text, event);
        return;
      case 'response.reasoning_summary_part.done':
        summary.close(event.summary_index, event.part, event);
        return;
      case 'response.content_part.added':
        if (event.part.type !== 'reasoning_text') break;
        content.open(event.content_index, event.part, event);
        return;
      case 'response.reasoning.delta':
      case 'response.reasoning_text.delta':
        content
          .growing(event.content_index, 'reasoning_text', event)
          .text.append(event.delta, event);
        return;
      case 'response.reasoning.done':
      case 'response.reasoning_text.done':
        content
          .growing(event.content_index, 'reasoning_text', event)
          .text.finish(event.text, event);
        return;
      case 'response.content_part.done':
        content.close(event.content_index, event.part, event);
        return;
    }
    throw new EventOrderError(event, 'reasoning has no such event');
  }

  /** The whole item may bring what was not streamed: its sealed form, and its content where only the summary was. */
  finish(item: OutputItem, event: ResponseEvent): void {
    this.#summary.requireClosed(event);
    this.#content.requireClosed(event);
    const isTold = this.#told.length > 0;
    if (
      item.type !== 'reasoning' ||
      !this.#summary.isWhole(item.summary) ||
      (isTold && !this.#content.isWhole(item.content ?? []))
    ) {
      throw new EventOrderError(event, 'the reasoning is not what its events told');
    }
    this.#whole = item;
  }

  get #told(): NonNullable<ReasoningItem['content']> {
    return this.#content.parts.filter((part) => part.type === 'reasoning_text');
  }
}
