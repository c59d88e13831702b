import { expect, test } from 'vitest';
import { InvalidRequestError, parseCreateResponse } from '../src/index.ts';

const parse = (fields: object) => parseCreateResponse({ input: 'x', ...fields });
const parameters = { type: 'object', properties: {} };

function refusal(fields: object): InvalidRequestError {
  try {
    parse(fields);
  } catch (fault) {
    if (fault instanceof InvalidRequestError) return fault;
    throw fault;
  }
  throw new Error('the body was accepted');
}

test('a tool may have its function one level deeper, and nulls for what it leaves out', () => {
  const flat = { type: 'function', name: 'f', description: 'd', parameters, strict: true };
  const { type, ...inner } = flat;
  const tools = [flat, { type, function: { ...inner, name: 'g', strict: null } }];
  expect(parse({ tools }).tools).toEqual([
    flat,
    { type: 'function', name: 'g', description: 'd', parameters },
  ]);
});

test.each([
  ['auto', 'auto'],
  [
    { type: 'function', name: 'f' },
    { type: 'function', name: 'f' },
  ],
  [
    { type: 'function', function: { name: 'f' } },
    { type: 'function', name: 'f' },
  ],
  [
    { type: 'allowed_tools', tools: [{ type: 'function', name: 'f' }] },
    { type: 'allowed_tools', mode: 'auto', tools: [{ type: 'function', name: 'f' }] },
  ],
  [
    {
      type: 'allowed_tools',
      allowed_tools: { mode: 'required', tools: [{ type: 'function', function: { name: 'f' } }] },
    },
    { type: 'allowed_tools', mode: 'required', tools: [{ type: 'function', name: 'f' }] },
  ],
])('tool_choice %j is made regular', (given, regular) => {
  expect(parse({ tool_choice: given }).tool_choice).toEqual(regular);
});

test.each([
  [{ tools: [{ type: 'function' }] }, 'tools[0].name'],
  [{ tools: [{ type: 'function', function: { name: 'a b' } }] }, 'tools[0].function.name'],
  [{ tools: [{ type: 'web_search' }] }, 'tools[0].type'],
  [
    {
      tools: [
        { type: 'function', name: 'f' },
        { type: 'function', name: 'f' },
      ],
    },
    'tools[1].name',
  ],
  [{ tool_choice: 'always' }, 'tool_choice'],
  [{ tool_choice: { type: 'allowed_tools', tools: [] } }, 'tool_choice.tools'],
  [{ n: 0 }, 'n'],
  [{ stop: [''] }, 'stop[0]'],
  [{ reasoning: { effort: 'enormous' } }, 'reasoning.effort'],
])('%j is refused by the name of the field', (fields, param) => {
  expect(refusal(fields).param).toBe(param);
});

test('a stop string is a list of one', () => {
  expect(parse({ stop: 'END' }).stop).toEqual(['END']);
});

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
  [{ type: 'computer_call' }, 'input[0].type'],
])('the item %j is refused by the name of the field', (item, param) => {
  expect(refusal({ input: [item] }).param).toBe(param);
});
