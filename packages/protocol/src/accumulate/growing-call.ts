import type { ResponseEvent } from '../event/event.ts';
import type { CustomToolCall } from '../item/custom-tool-call.ts';
import type { FunctionCall } from '../item/function-call.ts';
import type { OutputItem } from '../item/item.ts';
import { isSameJson } from '../record.ts';
import { EventOrderError } from './event-order-error.ts';
import type { GrowingItem } from './growing-item.ts';
import { GrowingText } from './growing-text.ts';

type Call = FunctionCall | CustomToolCall;

/** A call of a function or of a custom tool: what it hands over grows. */
export class GrowingCall implements GrowingItem {
  readonly #text = new GrowingText();
  #call: Call;

  constructor(call: Call, event: ResponseEvent) {
    if (textOf(call) !== '' || call.status !== 'in_progress') {
      throw new EventOrderError(event, 'a call begins in progress, and with nothing to hand over');
    }
    this.#call = call;
  }

  get item(): Call {
    return withText(this.#call, this.#text.text);
  }

  add(event: ResponseEvent): void {
    if (this.#call.type === 'function_call') {
      switch (event.type) {
        case 'response.function_call_arguments.delta':
          this.#text.append(event.delta, event);
          return;
        case 'response.function_call_arguments.done':
          if (event.name !== this.#call.name) {
            throw new EventOrderError(event, `the call is of ${this.#call.name}`);
          }
          this.#text.finish(event.arguments, event);
          return;
      }
      throw new EventOrderError(event, 'a function call has no such event');
    }
    switch (event.type) {
      case 'response.custom_tool_call_input.delta':
        this.#text.append(event.delta, event);
        return;
      case 'response.custom_tool_call_input.done':
        this.#text.finish(event.input, event);
        return;
    }
    throw new EventOrderError(event, 'a call of a custom tool has no such event');
  }

  finish(item: OutputItem, event: ResponseEvent): void {
    this.#text.requireDone(event);
    const told = { ...this.item, status: item.status };
    if (item.type !== this.#call.type || !isSameJson(item, told)) {
      throw new EventOrderError(event, 'the call is not what its events told');
    }
    this.#call = item;
  }
}

function textOf(call: Call): string {
  return call.type === 'function_call' ? call.arguments : call.input;
}

function withText(call: Call, text: string): Call {
  return call.type === 'function_call' ? { ...call, arguments: text } : { ...call, input: text };
}
