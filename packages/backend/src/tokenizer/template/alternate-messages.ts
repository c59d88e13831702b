import type { AssistantMessage, Message } from '../../conversation.ts';

/** What nobody said, where a template demands that somebody did. */
const bridges = {
  user: { role: 'user', content: 'Continue.' },
  assistant: { role: 'assistant', content: 'OK.' },
} as const;

/**
 * Lets user and assistant take turns after the system messages, the user first: neighbours of one role become one message, and
 * between others of one role stands a short one of the other. Calls take a turn where they are part of the text, results
 * never.
 */
export function alternate(messages: readonly Message[], hasTextCalls: boolean): readonly Message[] {
  const alternating: Message[] = [];
  let last: 'user' | 'assistant' = 'assistant';
  for (const message of messages) {
    if (!takesTurn(message, hasTextCalls)) {
      alternating.push(message);
      continue;
    }
    const merged = merge(alternating.at(-1), message);
    if (merged) {
      alternating[alternating.length - 1] = merged;
      continue;
    }
    if (message.role === last) alternating.push(bridges[last === 'user' ? 'assistant' : 'user']);
    alternating.push(message);
    last = message.role;
  }
  return alternating;
}

type Turn = (Message & { readonly role: 'user' }) | AssistantMessage;

function takesTurn(message: Message, hasTextCalls: boolean): message is Turn {
  if (message.role === 'user') return true;
  return message.role === 'assistant' && (hasTextCalls || !message.toolCalls?.length);
}

/** `undefined` unless both are plain messages of one role. */
function merge(previous: Message | undefined, message: Turn): Turn | undefined {
  if (previous?.role === 'user' && message.role === 'user')
    return { role: 'user', content: joined(previous.content, message.content) };
  if (previous?.role !== 'assistant' || message.role !== 'assistant') return undefined;
  if (previous.toolCalls?.length) return undefined;
  const reasoning = joined(previous.reasoning ?? '', message.reasoning ?? '');
  const content = joined(previous.content, message.content);
  return { ...message, content, ...(reasoning && { reasoning }) };
}

function joined(...texts: readonly string[]): string {
  return texts.filter(Boolean).join('\n\n');
}
