import { type InputItem, InvalidRequestError, type Item } from '@antiphon/protocol';
import { createId } from './ids.ts';

/** An input item as it is kept: with an id of this server's own and every field that the contract wants. */
export function keepInputItem(item: InputItem): Item {
  const kept = { status: 'completed' } as const;
  switch (item.type) {
    case 'function_call': {
      const { type, call_id, name, arguments: text } = item;
      return { type, id: createId('fc'), call_id, name, arguments: text, ...kept };
    }
    case 'function_call_output':
      return { ...item, id: createId('fco'), ...kept };
    case 'reasoning': {
      const texts = item.summary.length > 0 ? item.summary : (item.content ?? []);
      const summary = texts.map(({ text }) => ({ type: 'summary_text' as const, text }));
      return { type: 'reasoning', id: createId('rs'), summary, ...kept };
    }
    case 'message':
      return { ...keptMessage(item), ...kept };
  }
}

/** Throws `InvalidRequestError` for an output whose call is neither in the history nor before it in the input. */
export function refuseUnmatchedOutputs(history: readonly Item[], input: readonly Item[]): void {
  const calls = new Set<string>();
  for (const [index, item] of [...history, ...input].entries()) {
    if (item.type === 'function_call') calls.add(item.call_id);
    if (item.type !== 'function_call_output' || calls.has(item.call_id)) continue;
    const param = `input[${index - history.length}].call_id`;
    throw new InvalidRequestError(
      param,
      `${param}: there is no function call with the call_id ${JSON.stringify(item.call_id)}`,
    );
  }
}

function keptMessage(item: Extract<InputItem, { type: 'message' }>) {
  const kept = { type: 'message', id: createId('msg') } as const;
  if (item.role !== 'assistant') return { ...kept, role: item.role, content: item.content };
  const content = item.content.map((part) =>
    part.type === 'refusal' ? part : { annotations: [], ...part },
  );
  return { ...kept, role: item.role, content };
}
