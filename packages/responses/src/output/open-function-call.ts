import type { FunctionCall } from '@antiphon/protocol';
import { type ItemPlace, outputId } from '../ids.ts';
import {
  type ClosedStatus,
  itemAdded,
  itemDone,
  type OpenCall,
  type UnnumberedEvent,
} from './open-item.ts';

export interface CalledTool {
  readonly name: string;
  readonly namespace?: string;
}

/** A call, while the model writes its arguments. */
export class OpenFunctionCall implements OpenCall {
  readonly item: FunctionCall;
  readonly #outputIndex: number;

  constructor(place: ItemPlace, { name, namespace }: CalledTool) {
    this.#outputIndex = place.outputIndex;
    this.item = {
      type: 'function_call',
      id: outputId('fc', place),
      call_id: outputId('call', place),
      name,
      ...(namespace !== undefined && { namespace }),
      arguments: '',
      status: 'in_progress',
    };
  }

  opened(): UnnumberedEvent[] {
    return [itemAdded(this.#outputIndex, this.item)];
  }

  arguments(delta: string): UnnumberedEvent[] {
    this.item.arguments += delta;
    return [{ type: 'response.function_call_arguments.delta', ...this.#place, delta }];
  }

  closed(status: ClosedStatus): UnnumberedEvent[] {
    this.item.status = status;
    const { name, arguments: text } = this.item;
    const type = 'response.function_call_arguments.done';
    return [
      { type, ...this.#place, name, arguments: text },
      itemDone(this.#outputIndex, this.item),
    ];
  }

  get #place() {
    return { item_id: this.item.id, output_index: this.#outputIndex };
  }
}
