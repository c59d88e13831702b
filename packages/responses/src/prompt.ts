import type { Conversation, Message } from '@antiphon/backend';
import type { Item } from '@antiphon/protocol';

/** What the model is asked to continue: the instructions, then all items in their order. */
export function buildConversation(
  instructions: string | undefined,
  items: readonly Item[],
): Conversation {
  const system: Message[] =
    instructions === undefined ? [] : [{ role: 'system', content: instructions }];
  return { messages: [...system, ...items.map(toMessage)] };
}

function toMessage(item: Item): Message {
  const content = item.content
    .map((part) => (part.type === 'refusal' ? part.refusal : part.text))
    .join('');
  return { role: item.role === 'developer' ? 'system' : item.role, content };
}
