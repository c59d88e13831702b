import type { HostedItem } from '@antiphon/protocol';
import type { HostedProgress } from '../hosted-tool.ts';
import { type ItemPlace, outputId } from '../ids.ts';
import type { OfferedTool } from '../tools/offer.ts';
import {
  type ClosedStatus,
  itemAdded,
  itemDone,
  type OpenCall,
  type UnnumberedEvent,
} from './open-item.ts';

export type OfferedHostedTool = Extract<OfferedTool, { kind: 'hosted' }>;

/** A call that the server makes itself: open from when the model begins to write it until its result is there. */
export class OpenHostedCall implements OpenCall {
  readonly offered: OfferedHostedTool;
  readonly #fields: { -readonly [Field in keyof HostedItem]: HostedItem[Field] };
  readonly #outputIndex: number;
  #arguments = '';

  constructor(place: ItemPlace, offered: OfferedHostedTool) {
    this.#outputIndex = place.outputIndex;
    this.offered = offered;
    this.#fields = {
      type: offered.tool.itemType,
      id: outputId('ht', place),
      status: 'in_progress',
    };
  }

  get item(): HostedItem {
    return this.#fields;
  }

  /** A JSON text, as the model has written it so far. */
  get argumentsText(): string {
    return this.#arguments;
  }

  opened(): UnnumberedEvent[] {
    return [itemAdded(this.#outputIndex, this.item)];
  }

  /** What a hosted tool is called with is for the tool to tell. */
  arguments(piece: string): UnnumberedEvent[] {
    this.#arguments += piece;
    return [];
  }

  progress(progress: HostedProgress): UnnumberedEvent[] {
    if (progress.kind === 'event') {
      const { type, fields } = progress;
      const place = { item_id: this.item.id, output_index: this.#outputIndex };
      return [{ ...fields, type, ...place }];
    }
    const { id, type } = this.#fields;
    Object.assign(this.#fields, progress.fields, { id, type, status: progress.status });
    return [itemDone(this.#outputIndex, this.item)];
  }

  /** It was never made, or called off. */
  closed(_status: ClosedStatus): UnnumberedEvent[] {
    this.#fields.status = 'incomplete';
    return [itemDone(this.#outputIndex, this.item)];
  }
}
