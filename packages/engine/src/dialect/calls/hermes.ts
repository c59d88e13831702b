import { hermesCalls } from '@antiphon/constraint';
import type { CallFormat } from '../dialect.ts';
import { jsonCalls } from './json-calls.ts';

/** `<tool_call>{"name": …, "arguments": …}</tool_call>`, as Hermes and Qwen write calls. */
export const hermes: CallFormat = jsonCalls({
  name: 'Hermes',
  triggers: ['<tool_call>'],
  end: '</tool_call>',
  shape: hermesCalls,
});
