import { createCheck } from './check.ts';
import { InvalidRequestError } from './error.ts';
import { isRecord, withoutNulls } from './record.ts';
import { FunctionTool } from './tool.ts';
import { AllowedToolsChoice, FunctionToolChoice, type ToolChoice } from './tool-choice.ts';

const checkFunction = createCheck(FunctionTool);
const checkFunctionChoice = createCheck(FunctionToolChoice);
const checkAllowedTools = createCheck(AllowedToolsChoice);
const modes = ['none', 'auto', 'required'] as const;

/** `tools`, in the flat form or with the function one level deeper. Throws `InvalidRequestError`. */
export function parseTools(values: readonly unknown[]): FunctionTool[] {
  const tools = values.map((value, index) => parseTool(value, `tools[${index}]`));
  const names = new Set<string>();
  for (const [index, { name }] of tools.entries()) {
    if (names.has(name)) {
      throw new InvalidRequestError(
        `tools[${index}].name`,
        `tools[${index}].name: another tool has the name ${JSON.stringify(name)} already`,
      );
    }
    names.add(name);
  }
  return tools;
}

/** `tool_choice`; a mode that is left out is `auto`. Throws `InvalidRequestError`. */
export function parseToolChoice(value: unknown): ToolChoice {
  const mode = modes.find((candidate) => candidate === value);
  if (mode) return mode;
  if (isRecord(value) && value.type === 'function') {
    return checkFunctionChoice(flattened(value), 'tool_choice');
  }
  if (isRecord(value) && value.type === 'allowed_tools') {
    const nested = isRecord(value.allowed_tools) ? value.allowed_tools : {};
    const { mode: given, tools } = withoutNulls({ ...value, ...nested });
    const named = Array.isArray(tools)
      ? tools.map((tool) => (isRecord(tool) ? flattened(tool) : tool))
      : tools;
    const choice = { type: 'allowed_tools', mode: given ?? 'auto', tools: named };
    return checkAllowedTools(choice, 'tool_choice');
  }
  throw new InvalidRequestError(
    'tool_choice',
    'tool_choice must be "none", "auto", "required" or an object of type "function" or "allowed_tools", ' +
      `got ${JSON.stringify(value)}`,
  );
}

function parseTool(value: unknown, path: string): FunctionTool {
  if (!isRecord(value)) throw new InvalidRequestError(path, `${path} must be an object`);
  if (value.type !== 'function') {
    throw new InvalidRequestError(
      `${path}.type`,
      `${path}.type must be "function", got ${JSON.stringify(value.type) ?? 'nothing'}`,
      'unsupported_parameter',
    );
  }
  const isNested = isRecord(value.function);
  return checkFunction(flattened(value), isNested ? `${path}.function` : path);
}

/** `{type, function: {name, …}}`, as in chat completions, without its inner level. */
function flattened(value: Record<string, unknown>): Record<string, unknown> {
  const { function: inner, ...outer } = value;
  return withoutNulls(isRecord(inner) ? { ...outer, ...inner } : value);
}
