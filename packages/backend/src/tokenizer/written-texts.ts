import type { Conversation } from '../conversation.ts';

/** Every text of a conversation that somebody wrote; what is JSON, as JSON. */
export function* textsOf(conversation: Conversation): Generator<string> {
  for (const message of conversation.messages) {
    yield message.content;
    if (message.role === 'tool') yield* [message.name, message.callId];
    if (message.role !== 'assistant') continue;
    if (message.reasoning) yield message.reasoning;
    for (const { id, name, arguments: json } of message.toolCalls ?? []) yield* [id, name, json];
  }
  if (conversation.tools) yield JSON.stringify(conversation.tools);
  for (const { title, text } of conversation.documents ?? []) yield* [title ?? '', text];
}
