import { Type } from 'typebox';

/** The items of the tools that the reference service runs itself, and of those that clients run under its names. */
export const hostedItemTypes = [
  'apply_patch_call',
  'apply_patch_call_output',
  'code_interpreter_call',
  'computer_call',
  'computer_call_output',
  'file_search_call',
  'image_generation_call',
  'local_shell_call',
  'local_shell_call_output',
  'mcp_approval_request',
  'mcp_approval_response',
  'mcp_call',
  'mcp_list_tools',
  'program',
  'program_output',
  'shell_call',
  'shell_call_output',
  'tool_search_call',
  'tool_search_output',
  'web_search_call',
] as const;
export type HostedItemType = (typeof hostedItemTypes)[number];

/** The name of something that is not of the contract: a prefix of its owner, a colon, a name. */
export type ExtensionType = `${string}:${string}`;
export const ExtensionType = Type.Unsafe<ExtensionType>(
  Type.String({ pattern: '^[a-z0-9][a-z0-9_-]*:[a-z0-9][a-z0-9_.-]*$' }),
);

/** A hosted tool's item that the client sends back. Its other fields are kept as they are. */
export interface HostedItemParam {
  readonly type: HostedItemType | ExtensionType;
  readonly id?: string;
  readonly status?: string;
  readonly [field: string]: unknown;
}
export const HostedItemParam = Type.Unsafe<HostedItemParam>(
  Type.Object({
    type: Type.Union([Type.Enum([...hostedItemTypes]), ExtensionType]),
    id: Type.Optional(Type.String()),
    status: Type.Optional(Type.String()),
  }),
);

/** A hosted tool's call or result, as it is kept: what else it holds is for the tool to say. */
export interface HostedItem {
  readonly type: HostedItemType | ExtensionType;
  readonly id: string;
  readonly status?: string;
  readonly [field: string]: unknown;
}
export const HostedItem = Type.Unsafe<HostedItem>(
  Type.Object({
    type: Type.Union([Type.Enum([...hostedItemTypes]), ExtensionType]),
    id: Type.String(),
    status: Type.Optional(Type.String()),
  }),
);

const hosted: ReadonlySet<string> = new Set(hostedItemTypes);

/** Whether an item belongs to a hosted tool. What remains can be told apart by a `switch` over its type. */
export function isHostedItem<Item extends { readonly type: string }>(
  item: Item,
): item is Extract<Item, { readonly type: HostedItemType | ExtensionType }> {
  return hosted.has(item.type) || item.type.includes(':');
}
