import type { Message } from '@antiphon/backend';

/** A conversation as one text, a paragraph for each message. Thoughts are left out. */
export function transcript(messages: readonly Message[]): string {
  return messages.map(paragraph).join('\n\n');
}

function paragraph(message: Message): string {
  if (message.role === 'tool') return `result of ${message.name}: ${message.content}`;
  if (message.role !== 'assistant') return `${message.role}: ${message.content}`;
  const said = message.content === '' ? [] : [`assistant: ${message.content}`];
  const calls = (message.toolCalls ?? []).map(
    (call) => `assistant calls ${call.name}: ${call.arguments}`,
  );
  return [...said, ...calls].join('\n');
}
