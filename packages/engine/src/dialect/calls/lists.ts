import type { ToolCallFormat } from '@antiphon/constraint';
import type { CallFormat } from '../dialect.ts';
import { jsonCalls } from './json-calls.ts';

/** `<tool_calls>[{…}, {…}]</tool_calls>`, as in Hunyuan. */
export const hunyuan: CallFormat = listOf('Hunyuan', '<tool_calls>', '</tool_calls>');

/** `<TOOLCALL>[{…}, {…}]</TOOLCALL>`, as in Nemotron. */
export const nemotron: CallFormat = listOf('Nemotron', '<TOOLCALL>', '</TOOLCALL>');

/** `<|tool_call|>[{…}, {…}]`, as in Granite 3. */
export const granite: CallFormat = listOf('Granite', '<|tool_call|>', '');

/** `<|START_ACTION|>[{"tool_call_id": "0", "tool_name": …, "parameters": …}]<|END_ACTION|>`, as in Command R. */
export const command: CallFormat = jsonCalls({
  name: 'Command',
  triggers: ['<|START_ACTION|>'],
  end: '<|END_ACTION|>',
  // Calls are numbered, which a grammar cannot do beyond the first.
  shape: {
    trigger: '<|START_ACTION|>',
    begin: '<|START_ACTION|>[\n',
    between: '',
    end: '\n]<|END_ACTION|>',
    before: (name) =>
      `    {"tool_call_id": "0", "tool_name": ${JSON.stringify(name)}, "parameters": `,
    after: '}',
    isSingle: true,
  },
});

function listOf(name: string, begin: string, end: string): CallFormat {
  const shape: ToolCallFormat = {
    trigger: begin,
    begin: `${begin}[`,
    between: ', ',
    end: `]${end}`,
    before: (called) => `{"name": ${JSON.stringify(called)}, "arguments": `,
    after: '}',
  };
  return jsonCalls({ name, triggers: [begin], end, shape });
}
