import { expect, test } from 'vitest';
import { parseCreateResponse } from '../../src/index.ts';
import { refusal } from '../refusal.ts';

const parse = (fields: object) => parseCreateResponse({ input: 'x', ...fields });
const refusalOf = (fields: object) => refusal(() => parse(fields));
const parsed = (item: object) => parse({ input: [item] }).input?.[0];

test('calls, their outputs and thoughts may stand in the input, as a client replays them', () => {
  const call = { type: 'function_call', call_id: 'c', name: 'f', arguments: '{}', id: 'fc_1' };
  const { input } = parse({
    input: [
      { type: 'reasoning', id: 'rs_1', summary: [], content: null, encrypted_content: null },
      { ...call, status: 'completed' },
      { type: 'function_call_output', call_id: 'c', output: 'done' },
      {
        type: 'function_call_output',
        call_id: 'c',
        output: [{ type: 'input_text', text: 'again' }],
      },
    ],
  });
  expect(input).toEqual([
    { type: 'reasoning', id: 'rs_1', summary: [] },
    { ...call, status: 'completed' },
    {
      type: 'function_call_output',
      call_id: 'c',
      output: [{ type: 'input_text', text: 'done' }],
    },
    {
      type: 'function_call_output',
      call_id: 'c',
      output: [{ type: 'input_text', text: 'again' }],
    },
  ]);
});

test.each([
  [{ type: 'function_call', name: 'f', arguments: '{}' }, 'input[0].call_id'],
  [{ type: 'function_call_output', call_id: 'c' }, 'input[0].output'],
  [{ type: 'telepathy_call' }, 'input[0].type'],
  [{ type: 'configuration_update' }, 'input[0].type'],
  [{ type: 'custom_tool_call', call_id: 'c', name: 'f' }, 'input[0].input'],
  [{ type: 'compaction' }, 'input[0].encrypted_content'],
  [{ type: 'item_reference' }, 'input[0].id'],
  [{ role: 'assistant', content: [], phase: 'last' }, 'input[0].phase'],
  [{ role: 'user', content: [{ type: 'input_image' }] }, 'input[0].content[0].image_url'],
  [
    { role: 'user', content: [{ type: 'input_image', image_url: { url: 'x' } }] },
    'input[0].content[0].image_url',
  ],
  [
    { role: 'user', content: [{ type: 'input_file', filename: 'x' }] },
    'input[0].content[0].file_data',
  ],
  [{ role: 'user', content: 7 }, 'input[0].content'],
])('the item %j is refused by the name of the field', (item, param) => {
  expect(refusalOf({ input: [item] }).param).toBe(param);
});

test('what is shown to the model is kept with its detail, whether it can be seen or not', () => {
  const url = 'data:image/png;base64,AAAA';
  const content = [
    { type: 'input_image', image_url: url },
    { type: 'input_image', file_id: 'file_1', detail: 'high', image_url: null },
    { type: 'input_file', filename: 'a.pdf', file_data: 'data:application/pdf;base64,AAAA' },
    { type: 'input_video', video_url: 'https://example.com/a.mp4' },
    { type: 'input_audio', input_audio: { data: 'AAAA', format: 'wav' } },
  ];
  expect(parsed({ role: 'user', content })).toEqual({
    type: 'message',
    role: 'user',
    content: [
      { type: 'input_image', image_url: url, detail: 'auto' },
      { type: 'input_image', image_url: null, file_id: 'file_1', detail: 'high' },
      ...content.slice(2),
    ],
  });
});

test('a message of the model keeps its phase, its citations and its refusals', () => {
  const annotation = { type: 'url_citation', url: 'u', start_index: 0, end_index: 1, title: 't' };
  const content = [
    { type: 'output_text', text: 'a', annotations: [annotation] },
    { type: 'input_text', text: 'b' },
    { type: 'refusal', refusal: 'no' },
  ];
  const message = { role: 'assistant', id: 'msg_1', phase: 'commentary', content };
  expect(parsed(message)).toEqual({
    type: 'message',
    ...message,
    content: [content[0], { type: 'output_text', text: 'b', annotations: [] }, content[2]],
  });
});

test.each([
  [{ id: 'msg_1' }],
  [{ id: 'msg_1', type: null }],
  [{ id: 'msg_1', type: 'item_reference' }],
])('%j refers to an item', (item) => {
  expect(parsed(item)).toEqual({ type: 'item_reference', id: 'msg_1' });
});

test('calls of custom tools and compactions are kept as they are', () => {
  const items = [
    { type: 'custom_tool_call', call_id: 'c', name: 'f', input: 'x', namespace: 'n' },
    { type: 'compaction', encrypted_content: 'abc', id: 'cmp_1' },
    { type: 'reasoning', summary: [], encrypted_content: 'abc' },
  ];
  expect(parse({ input: items }).input).toEqual(items);
  const output = { type: 'custom_tool_call_output', call_id: 'c', output: 'done' };
  expect(parsed(output)).toEqual({ ...output, output: [{ type: 'input_text', text: 'done' }] });
});

test('an item of a hosted tool keeps all its fields, nulls too', () => {
  const items = [
    {
      type: 'web_search_call',
      id: 'ws_1',
      status: 'completed',
      action: { query: 'x', sources: null },
    },
    { type: 'acme:lookup', id: 'x', found: null },
  ];
  expect(parse({ input: items }).input).toEqual(items);
});
