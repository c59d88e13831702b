import type { Item } from '@antiphon/protocol';

/** A part of a list of items, in the order that was asked for. */
export interface Page {
  readonly items: readonly Item[];
  readonly hasMore: boolean;
}
