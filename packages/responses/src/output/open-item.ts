import type { ItemStatus, OutputItem, ResponseEvent } from '@antiphon/protocol';

/** An event before the builder of the response gives it its number. */
export type UnnumberedEvent = ResponseEvent extends infer Event
  ? Event extends ResponseEvent
    ? Omit<Event, 'sequence_number'>
    : never
  : never;

export type ClosedStatus = Exclude<ItemStatus, 'in_progress'>;

/** An output item while it grows. It is part of the response from its first event on. */
export interface OpenItem {
  readonly item: OutputItem;
  /** What tells clients that the item has begun. */
  opened(): UnnumberedEvent[];
  /** What tells them that it has ended, in this state. */
  closed(status: ClosedStatus): UnnumberedEvent[];
}

/** A call, while the model writes what it is called with. */
export interface OpenCall extends OpenItem {
  arguments(delta: string): UnnumberedEvent[];
}

export function itemAdded(output_index: number, item: OutputItem): UnnumberedEvent {
  return { type: 'response.output_item.added', output_index, item: structuredClone(item) };
}

export function itemDone(output_index: number, item: OutputItem): UnnumberedEvent {
  return { type: 'response.output_item.done', output_index, item: structuredClone(item) };
}
