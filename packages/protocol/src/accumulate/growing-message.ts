import type { ResponseEvent } from '../event/event.ts';
import type { OutputItem } from '../item/item.ts';
import type { OutputMessage } from '../item/message.ts';
import { isSameJson } from '../record.ts';
import { EventOrderError } from './event-order-error.ts';
import type { GrowingItem } from './growing-item.ts';
import { PartList } from './part-list.ts';

export class GrowingMessage implements GrowingItem {
  readonly #content = new PartList();
  readonly #begun: OutputMessage;
  #whole: OutputMessage | undefined;

  constructor(message: OutputMessage, event: ResponseEvent) {
    if (message.content.length > 0 || message.status !== 'in_progress') {
      throw new EventOrderError(event, 'a message begins in progress and without content');
    }
    this.#begun = message;
  }

  get item(): OutputMessage {
    if (this.#whole) return this.#whole;
    return { ...this.#begun, content: outputContent(this.#content) };
  }

  add(event: ResponseEvent): void {
    const content = this.#content;
    switch (event.type) {
      case 'response.content_part.added':
        if (event.part.type === 'reasoning_text') break;
        content.open(event.content_index, event.part, event);
        return;
      case 'response.output_text.delta': {
        const part = content.growing(event.content_index, 'output_text', event);
        part.text.append(event.delta, event);
        part.logprobs.push(...event.logprobs);
        return;
      }
      case 'response.output_text.annotation.added': {
        const { content_index, annotation, annotation_index: index } = event;
        if (annotation) content.annotate(content_index, annotation, { index }, event);
        return;
      }
      case 'response.output_text.done': {
        const part = content.growing(event.content_index, 'output_text', event);
        part.text.finish(event.text, event);
        if (isSameJson(part.logprobs, event.logprobs)) return;
        throw new EventOrderError(event, 'its logprobs are not those of the deltas');
      }
      case 'response.refusal.delta':
        content.growing(event.content_index, 'refusal', event).text.append(event.delta, event);
        return;
      case 'response.refusal.done':
        content.growing(event.content_index, 'refusal', event).text.finish(event.refusal, event);
        return;
      case 'response.content_part.done':
        content.close(event.content_index, event.part, event);
        return;
    }
    throw new EventOrderError(event, 'a message has no such event');
  }

  finish(item: OutputItem, event: ResponseEvent): void {
    this.#content.requireClosed(event);
    if (item.type !== 'message' || !this.#content.isWhole(item.content)) {
      throw new EventOrderError(event, 'the message is not what its events told');
    }
    this.#whole = item;
  }
}

function outputContent({ parts }: PartList): OutputMessage['content'] {
  return parts.filter((part) => part.type === 'output_text' || part.type === 'refusal');
}
