import { Type } from 'typebox';
import { ExtensionType } from '../item/hosted-item.ts';
import { ofItem, sequence } from './place.ts';

/** How the calls of hosted tools go on, under the names of the reference service. */
export const hostedCallEventTypes = [
  'response.code_interpreter_call.in_progress',
  'response.code_interpreter_call.interpreting',
  'response.code_interpreter_call.completed',
  'response.code_interpreter_call_code.delta',
  'response.code_interpreter_call_code.done',
  'response.file_search_call.in_progress',
  'response.file_search_call.searching',
  'response.file_search_call.completed',
  'response.image_generation_call.in_progress',
  'response.image_generation_call.generating',
  'response.image_generation_call.partial_image',
  'response.image_generation_call.completed',
  'response.mcp_call.in_progress',
  'response.mcp_call.completed',
  'response.mcp_call.failed',
  'response.mcp_call_arguments.delta',
  'response.mcp_call_arguments.done',
  'response.mcp_list_tools.in_progress',
  'response.mcp_list_tools.completed',
  'response.mcp_list_tools.failed',
  'response.web_search_call.in_progress',
  'response.web_search_call.searching',
  'response.web_search_call.completed',
] as const;
export type HostedCallEventType = (typeof hostedCallEventTypes)[number];

/** Progress of a hosted tool's call. What else it holds is for the tool to say. */
export interface HostedCallEvent {
  readonly type: HostedCallEventType | ExtensionType;
  readonly sequence_number: number;
  readonly item_id: string;
  readonly output_index: number;
  readonly [field: string]: unknown;
}
export const HostedCallEvent = Type.Unsafe<HostedCallEvent>(
  Type.Object({
    type: Type.Union([Type.Enum([...hostedCallEventTypes]), ExtensionType]),
    ...sequence,
    ...ofItem,
  }),
);

const hosted: ReadonlySet<string> = new Set(hostedCallEventTypes);

/** Whether an event belongs to a hosted tool's call. What remains can be told apart by a `switch` over its type. */
export function isHostedCallEvent<Event extends { readonly type: string }>(
  event: Event,
): event is Extract<Event, { readonly type: HostedCallEventType | ExtensionType }> {
  return hosted.has(event.type) || event.type.includes(':');
}
