import type { CreateResponse, Item, ResponseEvent, ResponseResource } from '@antiphon/protocol';
import type { Value } from './operation.ts';

/** The output has rows of its own; its place among the keys is kept. */
export function resourceText(response: ResponseResource): string {
  return JSON.stringify({ ...response, output: [] });
}

// What these read was written by this package from a value of the type.

export function readResource(text: Value, output: ResponseResource['output']): ResponseResource {
  return Object.assign(JSON.parse(String(text)), { output });
}

export function readItem(text: Value): Item {
  return JSON.parse(String(text));
}

export function readOutputItem(text: Value): ResponseResource['output'][number] {
  return JSON.parse(String(text));
}

export function readEvent(text: Value): ResponseEvent {
  return JSON.parse(String(text));
}

export function readRequest(text: Value): CreateResponse {
  return JSON.parse(String(text));
}
