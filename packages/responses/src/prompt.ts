import type { AssistantMessage, Message } from '@antiphon/backend';
import type { Item, OutputItem } from '@antiphon/protocol';

/** What the model is asked to continue: the instructions, then all items in their order. */
export function buildMessages(
  instructions: string | undefined,
  items: readonly Item[],
): readonly Message[] {
  const messages: Message[] =
    instructions === undefined ? [] : [{ role: 'system', content: instructions }];
  const callNames = new Map<string, string>();
  for (const item of items) {
    if (item.type === 'function_call') callNames.set(item.call_id, item.name);
    addItem(messages, item, callNames);
  }
  return messages;
}

function addItem(messages: Message[], item: Item, callNames: ReadonlyMap<string, string>): void {
  if (item.type === 'function_call_output') {
    const { call_id: callId, output } = item;
    // Checked before: every output has its call.
    messages.push({ role: 'tool', callId, name: callNames.get(callId)!, content: textOf(output) });
    return;
  }
  if (item.type === 'message' && item.role !== 'assistant') {
    const role = item.role === 'developer' ? 'system' : item.role;
    messages.push({ role, content: textOf(item.content) });
    return;
  }
  const last = messages.at(-1);
  const joined = last?.role === 'assistant' ? joinTurn(last, item) : undefined;
  if (joined) messages[messages.length - 1] = joined;
  else messages.push(joinTurn({ role: 'assistant', content: '' }, item)!);
}

/** What the model brought forth in one turn is one message of it. `undefined` where the item begins a turn of its own. */
function joinTurn(turn: AssistantMessage, item: OutputItem): AssistantMessage | undefined {
  const hasSpoken = turn.content !== '' || turn.toolCalls !== undefined;
  switch (item.type) {
    case 'reasoning':
      if (hasSpoken) return undefined;
      return { ...turn, reasoning: (turn.reasoning ?? '') + textOf(item.summary) };
    case 'message':
      return hasSpoken ? undefined : { ...turn, content: textOf(item.content) };
    case 'function_call': {
      const { call_id: id, name, arguments: text } = item;
      return { ...turn, toolCalls: [...(turn.toolCalls ?? []), { id, name, arguments: text }] };
    }
  }
}

type TextPart = { readonly text: string } | { readonly refusal: string };

function textOf(parts: readonly TextPart[]): string {
  return parts.map((part) => ('refusal' in part ? part.refusal : part.text)).join('');
}
