import { createCheck, createPick, excerpt } from '../check.ts';
import { InvalidRequestError } from '../error.ts';
import { isRecord, withoutNulls } from '../record.ts';
import { CustomTool } from '../tool/custom-tool.ts';
import { FunctionTool } from '../tool/function-tool.ts';
import { HostedTool, hostedToolTypes, isHostedTool } from '../tool/hosted-tool.ts';
import { NamespaceTool } from '../tool/namespace-tool.ts';
import type { Tool } from '../tool/tool.ts';
import { requireRecord } from './body.ts';
import { notOneOf } from './one-of.ts';

const checkFunction = createPick(FunctionTool);
const checkCustom = createPick(CustomTool);
const checkNamespace = createPick(NamespaceTool);
const checkHosted = createCheck(HostedTool);

/** `tools`; functions in the flat form or with the function one level deeper. Throws `InvalidRequestError`. */
export function parseTools(values: readonly unknown[]): Tool[] {
  const tools = values.map((value, index) => parseTool(value, `tools[${index}]`));
  refuseTwins(tools, 'tools');
  return tools;
}

/** `{type, function: {name, …}}`, as in chat completions, without its inner level. */
export function flattened(value: Record<string, unknown>): Record<string, unknown> {
  const inner = nestedOf(value);
  if (!inner) return withoutNulls(value);
  const { function: _, custom: __, ...outer } = value;
  return withoutNulls({ ...outer, ...inner });
}

/** Whether something of this type is a hosted tool. */
export function isHostedType(type: unknown): boolean {
  return typeof type === 'string' && isHostedTool({ type });
}

function nestedOf(value: Record<string, unknown>): Record<string, unknown> | undefined {
  const inner = value.type === 'custom' ? value.custom : value.function;
  return isRecord(inner) ? inner : undefined;
}

function parseTool(value: unknown, path: string): Tool {
  const tool = requireRecord(value, path);
  switch (tool.type) {
    case 'function':
    case 'custom':
      return parseCallable(tool, path);
    case 'namespace':
      return parseNamespace(tool, path);
    default:
      if (isHostedType(tool.type)) return checkHosted(withoutNulls(tool), path);
      throw notOneOf(`${path}.type`, types, tool.type, 'unsupported_tool');
  }
}

function parseCallable(value: Record<string, unknown>, path: string): FunctionTool | CustomTool {
  const { type } = value;
  if (type !== 'function' && type !== 'custom') {
    throw notOneOf(`${path}.type`, ['function', 'custom'], type, 'unsupported_tool');
  }
  const place = nestedOf(value) ? `${path}.${type}` : path;
  const tool = flattened(value);
  refuseOptions(tool, place);
  return type === 'function'
    ? checkFunction(tool, place)
    : checkCustom({ ...tool, ...customFormat(tool.format) }, place);
}

/** A grammar of chat completions stands one level deeper. */
function customFormat(format: unknown): { format?: unknown } {
  if (format === undefined) return {};
  if (!isRecord(format) || !isRecord(format.grammar)) return { format };
  return { format: { type: format.type, ...format.grammar } };
}

function parseNamespace(value: Record<string, unknown>, path: string): NamespaceTool {
  const { tools } = value;
  if (!Array.isArray(tools)) return checkNamespace(withoutNulls(value), path);
  const parsed = tools.map((tool, index) => {
    const place = `${path}.tools[${index}]`;
    return parseCallable(requireRecord(tool, place), place);
  });
  refuseTwins(parsed, `${path}.tools`);
  return checkNamespace({ ...withoutNulls(value), tools: parsed }, path);
}

/** Ways to call a tool that this server does not know; what asks for the usual way is no request. */
const options: { readonly [option: string]: (value: unknown) => boolean } = {
  allowed_callers: (value) => Array.isArray(value) && value.includes('direct'),
  async: (value) => value === false,
  defer_loading: (value) => value === false,
  output_schema: () => false,
};

function refuseOptions(tool: Record<string, unknown>, path: string): void {
  for (const [option, isUsual] of Object.entries(options)) {
    if (!Object.hasOwn(tool, option) || isUsual(tool[option])) continue;
    const message = `${path}.${option} is not supported with this value, got ${excerpt(tool[option])}`;
    throw new InvalidRequestError(`${path}.${option}`, message, 'unsupported_parameter');
  }
}

function refuseTwins(tools: readonly Tool[], path: string): void {
  const names = new Set<string>();
  for (const [index, tool] of tools.entries()) {
    if (isHostedTool(tool)) continue;
    if (names.has(tool.name)) {
      const param = `${path}[${index}].name`;
      const message = `${param}: another tool has the name ${JSON.stringify(tool.name)} already`;
      throw new InvalidRequestError(param, message);
    }
    names.add(tool.name);
  }
}

const types = ['function', 'custom', 'namespace', ...hostedToolTypes];
