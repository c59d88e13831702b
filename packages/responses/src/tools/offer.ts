import type { ToolDefinition } from '@antiphon/backend';
import {
  type CustomTool,
  type FunctionTool,
  type HostedTool as HostedToolSetting,
  InvalidRequestError,
  isHostedTool,
  type Tool,
} from '@antiphon/protocol';
import type { HostedTool } from '../hosted-tool.ts';

interface ClientTool {
  /** As the request names it. */
  readonly name: string;
  readonly namespace?: string;
  /** As the model sees it. */
  readonly definition: ToolDefinition;
}

/** A tool that the model is told of, under a name that no other has. */
export type OfferedTool =
  | (ClientTool & { readonly kind: 'function' | 'custom' })
  | {
      readonly kind: 'hosted';
      readonly tool: HostedTool;
      readonly setting: HostedToolSetting;
      readonly definition: ToolDefinition;
    };

/** The tools of a request, flat. Throws `InvalidRequestError` for those that nobody here runs, and for names that collide. */
export function offerTools(
  tools: readonly Tool[],
  hostedTools: readonly HostedTool[],
): readonly OfferedTool[] {
  const offered = tools.flatMap((tool, index) => offerTool(tool, `tools[${index}]`, hostedTools));
  const names = new Set<string>();
  for (const { definition } of offered) {
    if (names.has(definition.name)) {
      throw new InvalidRequestError(
        'tools',
        `tools: the model would see two tools of the name ${JSON.stringify(definition.name)}`,
      );
    }
    names.add(definition.name);
  }
  return offered;
}

/** The name under which the model sees a tool of a namespace. */
export function flatName(name: string, namespace?: string): string {
  return namespace === undefined ? name : `${namespace}__${name}`;
}

function offerTool(
  tool: Tool,
  param: string,
  hostedTools: readonly HostedTool[],
): readonly OfferedTool[] {
  if (isHostedTool(tool)) return [offerHosted(tool, param, hostedTools)];
  switch (tool.type) {
    case 'function':
      return [offerFunction(tool)];
    case 'custom':
      return [offerCustom(tool)];
    case 'namespace':
      return tool.tools.map((inner) =>
        inner.type === 'function' ? offerFunction(inner, tool.name) : offerCustom(inner, tool.name),
      );
  }
}

function offerFunction(tool: FunctionTool, namespace?: string): OfferedTool {
  const { name, description, parameters, strict } = tool;
  const definition = {
    name: flatName(name, namespace),
    ...(description !== undefined && { description }),
    ...(parameters !== undefined && { parameters }),
    ...(strict && { isStrict: true }),
  };
  return { kind: 'function', name, ...(namespace !== undefined && { namespace }), definition };
}

/** The one argument that the model sees of a custom tool. */
export const CUSTOM_INPUT = 'input';

/** A custom tool is shown as a function of one text. */
function offerCustom(tool: CustomTool, namespace?: string): OfferedTool {
  const { name, description, format } = tool;
  const isGrammar = format?.type === 'grammar';
  const definition = {
    name: flatName(name, namespace),
    ...(description !== undefined && { description }),
    parameters: {
      type: 'object',
      properties: { [CUSTOM_INPUT]: { type: 'string', description: inputHint(tool) } },
      required: [CUSTOM_INPUT],
      additionalProperties: false,
    },
    isStrict: true,
    ...(isGrammar && { textFormat: { type: format.syntax, value: format.definition } }),
  };
  return { kind: 'custom', name, ...(namespace !== undefined && { namespace }), definition };
}

function inputHint({ format }: CustomTool): string {
  if (format?.type !== 'grammar') return 'The text that the tool takes.';
  const syntax = format.syntax === 'lark' ? 'Lark grammar' : 'regular expression';
  return `The text that the tool takes. It matches this ${syntax}:\n${format.definition}`;
}

function offerHosted(
  setting: HostedToolSetting,
  param: string,
  hostedTools: readonly HostedTool[],
): OfferedTool {
  const tool = hostedTools.find(({ type }) => type === setting.type);
  if (tool) return { kind: 'hosted', tool, setting, definition: tool.offer(setting, param) };
  const own = hostedTools.map(({ type }) => JSON.stringify(type));
  const allowed = ['"function"', '"custom"', '"namespace"', ...own].join(', ');
  throw new InvalidRequestError(
    `${param}.type`,
    `${param}.type: ${JSON.stringify(setting.type)} is a tool that this server does not run; there is ${allowed}`,
    'unsupported_tool',
  );
}
