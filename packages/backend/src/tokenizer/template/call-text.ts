import type { ToolCall } from '../../conversation.ts';
import { parseArguments } from './call-arguments.ts';

type Hide = (text: string) => string;

/**
 * Writes calls as the model itself writes them, for templates that have no place for calls and expect them in the text. `source`
 * is the template, which tells the family; of one that it does not know it takes the form that most families share.
 */
export function callText(calls: readonly ToolCall[], source: string, hide: Hide): string {
  if (source.includes('List of tools: ')) return pythonCalls(calls, hide);
  if (source.includes('<|tool_call|>')) return listedCalls(calls, hide);
  return calls.map((call) => `<tool_call>\n${jsonCall(call, hide)}\n</tool_call>`).join('\n');
}

/** Liquid's LFM2. */
function pythonCalls(calls: readonly ToolCall[], hide: Hide): string {
  const written = calls.map((call) => {
    const values = Object.entries(parseArguments(call.arguments) ?? { arguments: call.arguments });
    const list = values.map(([key, value]) => `${hide(key)}=${hide(pythonLiteral(value))}`);
    return `${hide(call.name)}(${list.join(', ')})`;
  });
  return `<|tool_call_start|>[${written.join(', ')}]<|tool_call_end|>`;
}

/** IBM's Granite. */
function listedCalls(calls: readonly ToolCall[], hide: Hide): string {
  return `<|tool_call|>[${calls.map((call) => jsonCall(call, hide)).join(', ')}]`;
}

function jsonCall(call: ToolCall, hide: Hide): string {
  return `{"name": ${hide(JSON.stringify(call.name))}, "arguments": ${hide(call.arguments)}}`;
}

function pythonLiteral(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(pythonLiteral).join(', ')}]`;
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (value === null) return 'None';
  if (typeof value !== 'object') return JSON.stringify(value);
  const entries = Object.entries(value);
  const pairs = entries.map(([key, item]) => `${JSON.stringify(key)}: ${pythonLiteral(item)}`);
  return `{${pairs.join(', ')}}`;
}
