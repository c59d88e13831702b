import { isHostedTool, type Tool, type Warning } from '@antiphon/protocol';
import type { HostedTool } from '../hosted-tool.ts';

/** What becomes of a tool that the server would have to run and does not have: the request is refused, or goes on without it. */
export type MissingToolsMode = 'refuse' | 'omit';

/** What is left of a request, with a warning for each tool that it goes on without. */
export interface WithoutMissingTools<Request> {
  readonly request: Request;
  readonly warnings: readonly Warning[];
}

/** Gives the request back as it is where missing tools are refused: that happens where tools are offered to the model. */
export function withoutMissingTools<Request extends { readonly tools?: readonly Tool[] }>(
  request: Request,
  setting: { readonly hostedTools: readonly HostedTool[]; readonly missingTools: MissingToolsMode },
): WithoutMissingTools<Request> {
  const { tools } = request;
  if (!tools || setting.missingTools === 'refuse') return { request, warnings: [] };
  const isMissing = (tool: Tool) =>
    isHostedTool(tool) && setting.hostedTools.every(({ type }) => type !== tool.type);
  const warnings = tools.flatMap((tool, index) =>
    isMissing(tool) ? [warningOf(tool, `tools[${index}]`)] : [],
  );
  return { request: { ...request, tools: tools.filter((tool) => !isMissing(tool)) }, warnings };
}

function warningOf({ type }: Tool, param: string): Warning {
  const message = `${param}: ${JSON.stringify(type)} is a tool that this server does not run; the model was not told of it`;
  return { code: 'missing_tool', message, param };
}
