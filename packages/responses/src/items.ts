import type { InputItem, Item } from '@antiphon/protocol';
import { createId } from './ids.ts';

/** An input item as it is kept: with an id of this server's own and every field that the contract wants. */
export function keepInputItem(item: InputItem): Item {
  const kept = { type: 'message', id: createId('msg'), status: 'completed' } as const;
  if (item.role !== 'assistant') return { ...kept, role: item.role, content: item.content };
  const content = item.content.map((part) =>
    part.type === 'refusal' ? part : { annotations: [], ...part },
  );
  return { ...kept, role: item.role, content };
}
