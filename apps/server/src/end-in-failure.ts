import { isTerminalEvent, type ResponseEvent, type ResponseResource } from '@antiphon/protocol';
import { errorReply } from './error-reply.ts';

/**
 * Passes events on; when they cannot go on, says so with `response.failed`, with what was there by then. `response` is the
 * resource as it began.
 */
export async function* endInFailure(
  events: AsyncIterable<ResponseEvent>,
  response: ResponseResource,
): AsyncGenerator<ResponseEvent> {
  const output: ResponseResource['output'] = [];
  let sequence = 0;
  let isOver = false;
  try {
    for await (const event of events) {
      sequence = event.sequence_number + 1;
      isOver = isTerminalEvent(event);
      if (event.type === 'response.output_item.done') output[event.output_index] = event.item;
      yield event;
    }
  } catch (fault) {
    if (isOver) return;
    const { error } = errorReply(fault).body;
    const failed: ResponseResource = {
      ...response,
      status: 'failed',
      output: output.filter((item) => item !== undefined),
      error,
    };
    yield { type: 'response.failed', sequence_number: sequence, response: failed };
  }
}
