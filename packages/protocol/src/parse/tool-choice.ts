import { createPick, excerpt } from '../check.ts';
import { InvalidRequestError } from '../error.ts';
import { isRecord, withoutNulls } from '../record.ts';
import { hostedToolTypes } from '../tool/hosted-tool.ts';
import {
  AllowedToolsChoice,
  CustomToolChoice,
  FunctionToolChoice,
  HostedToolChoice,
  type SpecificToolChoice,
  type ToolChoice,
} from '../tool/tool-choice.ts';
import { requireRecord } from './body.ts';
import { notOneOf } from './one-of.ts';
import { flattened, isHostedType } from './tools.ts';

const checkFunction = createPick(FunctionToolChoice);
const checkCustom = createPick(CustomToolChoice);
const checkHosted = createPick(HostedToolChoice);
const checkAllowedTools = createPick(AllowedToolsChoice);
const modes = ['none', 'auto', 'required'] as const;

/** `tool_choice`; a mode that is left out is `auto`. Throws `InvalidRequestError`. */
export function parseToolChoice(value: unknown): ToolChoice {
  const mode = modes.find((candidate) => candidate === value);
  if (mode) return mode;
  if (!isRecord(value)) {
    throw new InvalidRequestError(
      'tool_choice',
      'tool_choice must be "none", "auto", "required" or an object that names a tool, ' +
        `got ${excerpt(value)}`,
    );
  }
  if (value.type === 'allowed_tools') return parseAllowedTools(value);
  return parseSpecific(value, 'tool_choice');
}

/** In chat completions the mode and the tools stand one level deeper. */
function parseAllowedTools(value: Record<string, unknown>): ToolChoice {
  const nested = isRecord(value.allowed_tools) ? value.allowed_tools : {};
  const { mode = 'auto', tools } = withoutNulls({ ...value, ...nested });
  const named = Array.isArray(tools)
    ? tools.map((tool, index) => parseSpecific(tool, `tool_choice.tools[${index}]`))
    : tools;
  return checkAllowedTools({ type: 'allowed_tools', mode, tools: named }, 'tool_choice');
}

function parseSpecific(value: unknown, path: string): SpecificToolChoice {
  const choice = flattened(requireRecord(value, path));
  const { type } = choice;
  if (type === 'function') return checkFunction(choice, path);
  if (type === 'custom') return checkCustom(choice, path);
  if (isHostedType(type)) return checkHosted(choice, path);
  const allowed = ['function', 'custom', ...hostedToolTypes];
  throw notOneOf(
    `${path}.type`,
    path === 'tool_choice' ? ['allowed_tools', ...allowed] : allowed,
    type,
  );
}
