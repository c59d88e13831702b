import { createCheck } from './check.ts';
import { InvalidRequestError } from './error.ts';
import {
  AssistantMessageParam,
  FunctionCallOutputParam,
  FunctionCallParam,
  type InputItem,
  ReasoningParam,
  UserMessageParam,
} from './input-item.ts';
import { isRecord, withoutNulls } from './record.ts';

const checkUserMessage = createCheck(UserMessageParam);
const checkAssistantMessage = createCheck(AssistantMessageParam);
const checkFunctionCall = createCheck(FunctionCallParam);
const checkFunctionCallOutput = createCheck(FunctionCallOutputParam);
const checkReasoning = createCheck(ReasoningParam);

/** `input`: a string is one message of the user; a message may lack its `type`. Throws `InvalidRequestError`. */
export function parseInput(input: string | readonly unknown[]): InputItem[] {
  if (typeof input === 'string') {
    return [{ type: 'message', role: 'user', content: [{ type: 'input_text', text: input }] }];
  }
  return input.map((item, index) => parseItem(item, `input[${index}]`));
}

function parseItem(value: unknown, path: string): InputItem {
  if (!isRecord(value)) throw new InvalidRequestError(path, `${path} must be an object`);
  const item = withoutNulls(value);
  const type = item.type ?? ('role' in item ? 'message' : undefined);
  switch (type) {
    case 'message':
      return parseMessage(item, path);
    case 'function_call':
      return checkFunctionCall(item, path);
    case 'function_call_output':
      return checkFunctionCallOutput({ ...item, ...outputParts(item.output) }, path);
    case 'reasoning':
      return checkReasoning({ summary: [], ...item }, path);
    default:
      throw unsupportedType(path, type);
  }
}

function parseMessage(item: Record<string, unknown>, path: string): InputItem {
  const { content, role } = item;
  const message = {
    ...item,
    type: 'message',
    ...(content !== undefined && { content: contentParts(content, role) }),
  };
  return role === 'assistant'
    ? checkAssistantMessage(message, path)
    : checkUserMessage(message, path);
}

function contentParts(content: unknown, role: unknown): unknown {
  if (typeof content !== 'string') return content;
  if (role === 'assistant') return [{ type: 'output_text', text: content, annotations: [] }];
  return [{ type: 'input_text', text: content }];
}

function outputParts(output: unknown): { output?: unknown } {
  if (typeof output === 'string') return { output: [{ type: 'input_text', text: output }] };
  return output === undefined ? {} : { output };
}

const types = ['message', 'function_call', 'function_call_output', 'reasoning'];

function unsupportedType(path: string, type: unknown): InvalidRequestError {
  const names = types.map((name) => JSON.stringify(name)).join(' or ');
  return new InvalidRequestError(
    `${path}.type`,
    `${path}.type must be ${names}, got ${JSON.stringify(type) ?? 'nothing'}`,
  );
}
