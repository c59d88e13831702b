import { createCheck, createPick } from '../check.ts';
import { CompactionParam } from '../item/compaction.ts';
import { CustomToolCallOutputParam, CustomToolCallParam } from '../item/custom-tool-call.ts';
import { FunctionCallOutputParam, FunctionCallParam } from '../item/function-call.ts';
import { HostedItemParam, hostedItemTypes, isHostedItem } from '../item/hosted-item.ts';
import type { InputItem } from '../item/input-item.ts';
import { ItemReference } from '../item/item-reference.ts';
import { AssistantMessageParam, UserMessageParam } from '../item/message.ts';
import { ReasoningParam } from '../item/reasoning.ts';
import { withoutNulls } from '../record.ts';
import { requireRecord } from './body.ts';
import { parseInputContent, parseOutputContent } from './content.ts';
import { notOneOf } from './one-of.ts';

const checkUserMessage = createPick(UserMessageParam);
const checkAssistantMessage = createPick(AssistantMessageParam);
const checkFunctionCall = createPick(FunctionCallParam);
const checkFunctionCallOutput = createPick(FunctionCallOutputParam);
const checkCustomToolCall = createPick(CustomToolCallParam);
const checkCustomToolCallOutput = createPick(CustomToolCallOutputParam);
const checkReasoning = createPick(ReasoningParam);
const checkCompaction = createPick(CompactionParam);
const checkReference = createPick(ItemReference);
const checkHostedItem = createCheck(HostedItemParam);

/** `input`: a string is one message of the user; an item may lack its `type`. Throws `InvalidRequestError`. */
export function parseInput(input: string | readonly unknown[]): InputItem[] {
  if (typeof input === 'string') {
    return [{ type: 'message', role: 'user', content: [{ type: 'input_text', text: input }] }];
  }
  return parseItems(input, 'input');
}

/** Items that stand at `path` of the request. Throws `InvalidRequestError`. */
export function parseItems(items: readonly unknown[], path: string): InputItem[] {
  return items.map((item, index) => parseItem(item, `${path}[${index}]`));
}

function parseItem(value: unknown, path: string): InputItem {
  const item = withoutNulls(requireRecord(value, path));
  const type = item.type ?? impliedType(item);
  switch (type) {
    case 'message':
      return parseMessage({ ...item, type }, path);
    case 'function_call':
      return checkFunctionCall(item, path);
    case 'function_call_output':
      return checkFunctionCallOutput(withOutputParts(item, path), path);
    case 'custom_tool_call':
      return checkCustomToolCall(item, path);
    case 'custom_tool_call_output':
      return checkCustomToolCallOutput(withOutputParts(item, path), path);
    case 'reasoning':
      return checkReasoning({ summary: [], ...item }, path);
    case 'compaction':
      return checkCompaction(item, path);
    case 'item_reference':
      return checkReference({ ...item, type }, path);
    default:
      if (typeof type === 'string' && isHostedItem({ type })) return checkHostedItem(value, path);
      throw notOneOf(`${path}.type`, types, type);
  }
}

/** A message is known by its role; what has nothing but an id refers to an item. */
function impliedType(item: Record<string, unknown>): string | undefined {
  if ('role' in item) return 'message';
  return 'id' in item && Object.keys(item).length === 1 ? 'item_reference' : undefined;
}

function parseMessage(item: Record<string, unknown>, path: string): InputItem {
  const { role, content } = item;
  if (role === 'assistant') {
    const parts = parseOutputContent(content, `${path}.content`);
    return checkAssistantMessage({ ...item, content: parts }, path);
  }
  if (role !== 'user' && role !== 'system' && role !== 'developer') {
    throw notOneOf(`${path}.role`, roles, role);
  }
  return checkUserMessage(
    { ...item, content: parseInputContent(content, `${path}.content`) },
    path,
  );
}

function withOutputParts(item: Record<string, unknown>, path: string): Record<string, unknown> {
  return { ...item, output: parseInputContent(item.output, `${path}.output`) };
}

const roles = ['user', 'system', 'developer', 'assistant'];
const types = [
  'message',
  'function_call',
  'function_call_output',
  'custom_tool_call',
  'custom_tool_call_output',
  'reasoning',
  'compaction',
  'item_reference',
  ...hostedItemTypes,
];
