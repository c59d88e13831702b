import type { ResponseEvent } from '../event/event.ts';
import type { OutputItem } from '../item/item.ts';
import { EventOrderError } from './event-order-error.ts';
import { GrowingCall } from './growing-call.ts';
import { GrowingMessage } from './growing-message.ts';
import { GrowingReasoning } from './growing-reasoning.ts';

/** An item whose events come in. */
export interface GrowingItem {
  /** The item as it stands. */
  readonly item: OutputItem;
  /** Throws `EventOrderError` for an event that this item cannot have, or not now. */
  add(event: ResponseEvent): void;
  /** The last event: it tells the item as a whole. Throws `EventOrderError` when that is not what the others told. */
  finish(item: OutputItem, event: ResponseEvent): void;
}

/** The item as its first event brings it, which has to be empty. Throws `EventOrderError`. */
export function growItem(item: OutputItem, event: ResponseEvent): GrowingItem {
  if (item.id === '') throw new EventOrderError(event, 'an item has an id');
  switch (item.type) {
    case 'message':
      return new GrowingMessage(item, event);
    case 'reasoning':
      return new GrowingReasoning(item, event);
    case 'function_call':
    case 'custom_tool_call':
      return new GrowingCall(item, event);
    default:
      return new GrowingWhole(item);
  }
}

/** An item without a text that grows: a compaction, or a call of a hosted tool. */
class GrowingWhole implements GrowingItem {
  item: OutputItem;

  constructor(item: OutputItem) {
    this.item = item;
  }

  add(): void {
    // What a hosted tool tells on its way is the tool's own; the item says what came of it.
  }

  finish(item: OutputItem): void {
    this.item = item;
  }
}
