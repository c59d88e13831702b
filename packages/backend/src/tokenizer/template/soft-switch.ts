import type { Conversation, Message } from '../../conversation.ts';

/**
 * Some templates turn thinking on and off not by a variable but by a word in the user's message, which they take out again.
 * For one of this kind, adds the word to the last such message.
 */
export function withSoftSwitch(conversation: Conversation, source: string): Conversation {
  const { messages, reasoningEffort } = conversation;
  if (!reasoningEffort || !readsSoftSwitch(source)) return conversation;
  const last = messages.findLastIndex((message) => message.role === 'user');
  if (last < 0) return conversation;
  const word = reasoningEffort === 'none' ? '/no_think' : '/think';
  const switched: Message = { role: 'user', content: `${messages[last]!.content} ${word}` };
  return { ...conversation, messages: messages.with(last, switched) };
}

function readsSoftSwitch(source: string): boolean {
  const hasVariable = /(?<![\w.(])enable_thinking\b/.test(source);
  return !hasVariable && /['"]\/no_think['"] in /.test(source);
}
