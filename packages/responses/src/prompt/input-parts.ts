import type { InputContent, Item } from '@antiphon/protocol';

/** The parts of an item that came from outside, and the name of the field that they are in. */
export function inputParts(item: Item): ['content' | 'output', readonly InputContent[]] {
  switch (item.type) {
    case 'message':
      return ['content', item.role === 'assistant' ? [] : item.content];
    case 'function_call_output':
    case 'custom_tool_call_output':
      return ['output', item.output];
    default:
      return ['content', []];
  }
}
