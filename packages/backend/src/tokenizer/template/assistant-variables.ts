import type { AssistantMessage, ToolCall } from '../../conversation.ts';
import { parseArguments } from './call-arguments.ts';
import { callText } from './call-text.ts';
import { contentVariable } from './content-variable.ts';
import { hideAll } from './hide-all.ts';
import type { MessageOptions, Variables } from './template-variables.ts';

/** Leaves out what the message lacks: templates ask whether a key is there. */
export function assistantVariables(message: AssistantMessage, options: MessageOptions): Variables {
  const { content, toolCalls = [] } = message;
  const { veil, needs, source } = options;
  const text = veil.hide(content);
  const said = {
    role: 'assistant',
    content: contentVariable(text, needs),
    ...thoughts(message, options),
  };
  if (toolCalls.length === 0) return said;
  if (needs.textCalls) {
    const written = [text, callText(toolCalls, source, veil.hide)].filter(Boolean).join('\n');
    return { ...said, content: contentVariable(written, needs) };
  }
  return {
    ...said,
    ...(content === '' && !needs.emptyContent && { content: null }),
    tool_calls: toolCalls.map((call) => callVariables(call, options)),
  };
}

/** Reasoning under each of the names that templates have for it. */
function thoughts({ reasoning }: AssistantMessage, { veil }: MessageOptions): Variables {
  if (!reasoning) return {};
  const thought = veil.hide(reasoning);
  return { reasoning_content: thought, reasoning: thought, thinking: thought };
}

function callVariables(call: ToolCall, { veil, idOf, needs }: MessageOptions): Variables {
  const parsed = needs.textArguments ? undefined : parseArguments(call.arguments, veil.number);
  return {
    id: idOf(call.id),
    type: 'function',
    function: {
      name: veil.hide(call.name),
      arguments: parsed ? hideAll(parsed, veil) : veil.hide(call.arguments),
    },
  };
}
