import {
  type CustomTool,
  type FunctionTool,
  isHostedTool,
  type ResponseTool,
  type Tool,
} from '@antiphon/protocol';

/** The tool as the response echoes it: all keys are there. */
export function echoTool(tool: Tool): ResponseTool {
  if (isHostedTool(tool)) return tool;
  switch (tool.type) {
    case 'function':
    case 'custom':
      return echoClientTool(tool);
    case 'namespace': {
      const { type, name, description = null, tools } = tool;
      return { type, name, description, tools: tools.map(echoClientTool) };
    }
  }
}

function echoClientTool(tool: FunctionTool | CustomTool) {
  const { name, description = null } = tool;
  if (tool.type === 'custom') {
    return { type: tool.type, name, description, format: tool.format ?? { type: 'text' as const } };
  }
  const { parameters = null, strict = false } = tool;
  return { type: tool.type, name, description, parameters, strict };
}
