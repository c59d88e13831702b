import type { AssistantMessage, Message, ToolCall, ToolMessage } from '../../conversation.ts';

/** Lets the user say what a tool gave back. */
export function resultAsText(message: Message): Message {
  if (message.role !== 'tool') return message;
  return { role: 'user', content: `<tool_response>\n${message.content}\n</tool_response>` };
}

/** Puts what was said beside calls into a message before them. */
export function splitText(message: Message): Message[] {
  if (message.role !== 'assistant' || !message.toolCalls?.length) return [message];
  if (message.content === '') return [message];
  return [
    { role: 'assistant', content: message.content },
    { ...message, content: '' },
  ];
}

/** Makes each call a message of its own, with its result after it. */
export function splitCalls(messages: readonly Message[]): readonly Message[] {
  if (!messages.some(hasSeveralCalls)) return messages;
  const results = new Map(messages.filter(isResult).map((result) => [result.callId, result]));
  const moved = new Set<Message>();
  return messages.flatMap((message): readonly Message[] => {
    if (moved.has(message)) return [];
    if (!hasSeveralCalls(message)) return [message];
    return message.toolCalls.flatMap((call, index) => {
      const result = results.get(call.id);
      if (result) moved.add(result);
      const parts = index === 0 ? message : { role: message.role, content: '' };
      return [{ ...parts, toolCalls: [call] }, ...(result ? [result] : [])];
    });
  });
}

function isResult(message: Message): message is ToolMessage {
  return message.role === 'tool';
}

function hasSeveralCalls(
  message: Message,
): message is AssistantMessage & { readonly toolCalls: readonly ToolCall[] } {
  return message.role === 'assistant' && (message.toolCalls?.length ?? 0) > 1;
}
