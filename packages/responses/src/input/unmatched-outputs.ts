import { InvalidRequestError, type Item } from '@antiphon/protocol';

/** Throws `InvalidRequestError` for an output whose call is neither in the history nor before it in the input. */
export function refuseUnmatchedOutputs(history: readonly Item[], input: readonly Item[]): void {
  const calls = new Set<string>();
  for (const [index, item] of [...history, ...input].entries()) {
    if (item.type === 'function_call' || item.type === 'custom_tool_call') calls.add(item.call_id);
    const isOutput =
      item.type === 'function_call_output' || item.type === 'custom_tool_call_output';
    // What stands in the history has been checked before; its call may have been deleted since.
    if (!isOutput || index < history.length || calls.has(item.call_id)) continue;
    const param = `input[${index - history.length}].call_id`;
    const kind = item.type === 'function_call_output' ? 'function' : 'custom tool';
    throw new InvalidRequestError(
      param,
      `No tool call found for ${kind} call output with call_id ${item.call_id}.`,
    );
  }
}
