import type { CustomToolCall } from '@antiphon/protocol';
import { type ItemPlace, outputId } from '../ids.ts';
import { CustomInputReader } from '../tools/custom-input.ts';
import type { CalledTool } from './open-function-call.ts';
import {
  type ClosedStatus,
  itemAdded,
  itemDone,
  type OpenCall,
  type UnnumberedEvent,
} from './open-item.ts';

/** A call of a custom tool, while the model writes its text as the one argument of a function. */
export class OpenCustomCall implements OpenCall {
  readonly item: CustomToolCall;
  readonly #outputIndex: number;
  readonly #reader = new CustomInputReader();

  constructor(place: ItemPlace, { name, namespace }: CalledTool) {
    this.#outputIndex = place.outputIndex;
    this.item = {
      type: 'custom_tool_call',
      id: outputId('ctc', place),
      call_id: outputId('call', place),
      name,
      ...(namespace !== undefined && { namespace }),
      input: '',
      status: 'in_progress',
    };
  }

  opened(): UnnumberedEvent[] {
    return [itemAdded(this.#outputIndex, this.item)];
  }

  arguments(piece: string): UnnumberedEvent[] {
    return this.#tell(this.#reader.push(piece));
  }

  closed(status: ClosedStatus): UnnumberedEvent[] {
    const rest = this.#tell(this.#reader.end());
    this.item.status = status;
    const { input } = this.item;
    return [
      ...rest,
      { type: 'response.custom_tool_call_input.done', ...this.#place, input },
      itemDone(this.#outputIndex, this.item),
    ];
  }

  #tell(delta: string): UnnumberedEvent[] {
    if (delta === '') return [];
    this.item.input += delta;
    return [{ type: 'response.custom_tool_call_input.delta', ...this.#place, delta }];
  }

  get #place() {
    return { item_id: this.item.id, output_index: this.#outputIndex };
  }
}
