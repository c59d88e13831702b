import type { ToolPolicy } from '@antiphon/backend';
import {
  type CreateResponse,
  type CustomToolChoice,
  type FunctionToolChoice,
  type HostedToolChoice,
  InvalidRequestError,
} from '@antiphon/protocol';
import type { OfferedTool } from './offer.ts';

type SpecificChoice = FunctionToolChoice | CustomToolChoice | HostedToolChoice;

/** What the model may and must call. Throws `InvalidRequestError` for a choice that cannot be met. */
export function toolPolicy(
  request: Pick<CreateResponse, 'tool_choice' | 'parallel_tool_calls'>,
  tools: readonly OfferedTool[],
): ToolPolicy {
  const { tool_choice: choice = 'auto' } = request;
  const isParallel = request.parallel_tool_calls ?? true;
  if (choice === 'required' && tools.length === 0) {
    throw new InvalidRequestError(
      'tool_choice',
      'tool_choice asks for a call, but there are no tools',
    );
  }
  if (typeof choice === 'string') return { mode: choice, isParallel };
  if (choice.type !== 'allowed_tools') {
    return { mode: 'required', only: namesOf(choice, tools, 'tool_choice'), isParallel };
  }
  const only = choice.tools.flatMap((entry, index) =>
    namesOf(entry, tools, `tool_choice.tools[${index}]`),
  );
  return { mode: choice.mode, only: [...new Set(only)], isParallel };
}

/** The names, as the model sees them, of what a choice means. */
function namesOf(choice: SpecificChoice, tools: readonly OfferedTool[], param: string): string[] {
  const found = tools.filter((tool) => isMeant(choice, tool));
  if (found.length > 0) return found.map(({ definition }) => definition.name);
  const isNamed = choice.type === 'function' || choice.type === 'custom';
  const path = isNamed ? `${param}.name` : `${param}.type`;
  const what = isNamed ? choice.name : choice.type;
  throw new InvalidRequestError(
    path,
    `${path}: there is no ${choice.type} tool ${JSON.stringify(what)} among the tools`,
  );
}

function isMeant(choice: SpecificChoice, tool: OfferedTool): boolean {
  if (tool.kind === 'hosted') return tool.setting.type === choice.type;
  if (choice.type !== tool.kind || !('name' in choice)) return false;
  if (choice.name !== tool.name && choice.name !== tool.definition.name) return false;
  const namespace = 'namespace' in choice ? choice.namespace : undefined;
  return namespace === undefined || namespace === tool.namespace;
}
