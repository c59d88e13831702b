import { Type } from 'typebox';
import { ExtensionType } from '../item/hosted-item.ts';

/** Tools that the reference service runs itself, or whose schema it alone knows. */
export const hostedToolTypes = [
  'apply_patch',
  'code_interpreter',
  'computer',
  'computer_use',
  'computer_use_preview',
  'file_search',
  'image_generation',
  'local_shell',
  'mcp',
  'programmatic_tool_calling',
  'shell',
  'tool_search',
  'web_search',
  'web_search_2025_08_26',
  'web_search_preview',
  'web_search_preview_2025_03_11',
] as const;
export type HostedToolType = (typeof hostedToolTypes)[number];

/** A tool that the server would have to run. Which of them it runs is not for the protocol to say; nor is what else they hold. */
export interface HostedTool {
  readonly type: HostedToolType | ExtensionType;
  readonly [field: string]: unknown;
}
export const HostedTool = Type.Unsafe<HostedTool>(
  Type.Object({ type: Type.Union([Type.Enum([...hostedToolTypes]), ExtensionType]) }),
);

const hosted: ReadonlySet<string> = new Set(hostedToolTypes);

/** Whether the server would have to run the tool. What remains can be told apart by a `switch` over its type. */
export function isHostedTool<Tool extends { readonly type: string }>(
  tool: Tool,
): tool is Extract<Tool, { readonly type: HostedToolType | ExtensionType }> {
  return hosted.has(tool.type) || tool.type.includes(':');
}
