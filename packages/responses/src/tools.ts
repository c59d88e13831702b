import type { ToolDefinition, ToolPolicy } from '@antiphon/backend';
import {
  type CreateResponse,
  type FunctionTool,
  InvalidRequestError,
  type ResponseTool,
} from '@antiphon/protocol';

/** What the model is told of tools, and what it may do with them. */
export interface RequestedTools {
  readonly tools: readonly ToolDefinition[];
  readonly policy: ToolPolicy;
}

/** `undefined` where nothing may be called: then the model sees no tools. Throws `InvalidRequestError` for a choice that cannot be met. */
export function requestedTools(request: CreateResponse): RequestedTools | undefined {
  const { tools = [], tool_choice: choice = 'auto' } = request;
  const policy = toolPolicy(request);
  if (tools.length === 0 && policy.mode === 'required') {
    throw new InvalidRequestError(
      'tool_choice',
      'tool_choice asks for a call, but there are no tools',
    );
  }
  const unknown = policy.only?.find((name) => !tools.some((tool) => tool.name === name));
  if (unknown !== undefined) {
    const param = typeof choice === 'object' && choice.type === 'function' ? '.name' : '.tools';
    throw new InvalidRequestError(
      `tool_choice${param}`,
      `tool_choice${param}: there is no tool of the name ${JSON.stringify(unknown)}`,
    );
  }
  if (tools.length === 0 || policy.mode === 'none') return undefined;
  return { tools: tools.map(toolDefinition), policy };
}

/** The tool as the response echoes it. */
export function echoTool(tool: FunctionTool): ResponseTool {
  return {
    type: 'function',
    name: tool.name,
    description: tool.description ?? null,
    parameters: tool.parameters ?? null,
    strict: tool.strict ?? false,
  };
}

function toolPolicy(request: CreateResponse): ToolPolicy {
  const { tool_choice: choice = 'auto' } = request;
  const isParallel = request.parallel_tool_calls ?? true;
  if (typeof choice === 'string') return { mode: choice, isParallel };
  switch (choice.type) {
    case 'function':
      return { mode: 'required', only: [choice.name], isParallel };
    case 'allowed_tools':
      return { mode: choice.mode, only: choice.tools.map(({ name }) => name), isParallel };
  }
}

function toolDefinition({ name, description, parameters, strict }: FunctionTool): ToolDefinition {
  return {
    name,
    ...(description !== undefined && { description }),
    ...(parameters !== undefined && { parameters }),
    ...(strict && { isStrict: true }),
  };
}
