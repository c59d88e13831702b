import { expect, test } from 'vitest';
import { parseCreateResponse } from '../../src/index.ts';
import { refusal } from '../refusal.ts';

const parse = (fields: object) => parseCreateResponse({ input: 'x', ...fields });
const refusalOf = (fields: object) => refusal(() => parse(fields));
const parameters = { type: 'object', properties: {} };

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
  [
    { type: 'custom', custom: { name: 'f' } },
    { type: 'custom', name: 'f' },
  ],
  [
    { type: 'allowed_tools', tools: [{ type: 'custom', name: 'f' }, { type: 'web_search' }] },
    {
      type: 'allowed_tools',
      mode: 'auto',
      tools: [{ type: 'custom', name: 'f' }, { type: 'web_search' }],
    },
  ],
  [
    { type: 'mcp', server_label: 'files', name: null },
    { type: 'mcp', server_label: 'files' },
  ],
])('tool_choice %j is made regular', (given, regular) => {
  expect(parse({ tool_choice: given }).tool_choice).toEqual(regular);
});

test.each([
  [{ tools: [{ type: 'function' }] }, 'tools[0].name'],
  [{ tools: [{ type: 'function', function: { name: 'a b' } }] }, 'tools[0].function.name'],
  [{ tools: [{ type: 'telepathy' }] }, 'tools[0].type'],
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
  [{ tool_choice: { type: 'telepathy' } }, 'tool_choice.type'],
  [{ tool_choice: { type: 'custom' } }, 'tool_choice.name'],
  [{ tool_choice: { type: 'allowed_tools', tools: [{ type: 'x' }] } }, 'tool_choice.tools[0].type'],
  [
    { tools: [{ type: 'custom', name: 'f', format: { type: 'grammar' } }] },
    'tools[0].format.syntax',
  ],
  [{ tools: [{ type: 'namespace', name: 'n' }] }, 'tools[0].tools'],
  [
    { tools: [{ type: 'namespace', name: 'n', tools: [{ type: 'shell' }] }] },
    'tools[0].tools[0].type',
  ],
  [{ tools: [{ type: 'function', name: 'f', async: true }] }, 'tools[0].async'],
  [{ tools: [{ type: 'function', name: 'f', defer_loading: true }] }, 'tools[0].defer_loading'],
  [{ tools: [{ type: 'Not a name:x' }] }, 'tools[0].type'],
  [{ n: 0 }, 'n'],
  [{ stop: [''] }, 'stop[0]'],
  [{ reasoning: { effort: 'enormous' } }, 'reasoning.effort'],
])('%j is refused by the name of the field', (fields, param) => {
  expect(refusalOf(fields).param).toBe(param);
});

test('a stop string is a list of one', () => {
  expect(parse({ stop: 'END' }).stop).toEqual(['END']);
});

test('a custom tool says what its text must be, in either form', () => {
  const grammar = { syntax: 'lark', definition: 'start: "a"' };
  const flat = { type: 'custom', name: 'f', format: { type: 'grammar', ...grammar } };
  const nested = { type: 'custom', custom: { name: 'g', format: { type: 'grammar', grammar } } };
  const bare = { type: 'custom', name: 'h', description: null };
  expect(parse({ tools: [flat, nested, bare] }).tools).toEqual([
    flat,
    { ...flat, name: 'g' },
    { type: 'custom', name: 'h' },
  ]);
});

test('a namespace has tools of its own, whose names need not differ from those outside', () => {
  const tool = { type: 'function', name: 'f', strict: false };
  const namespace = { type: 'namespace', name: 'n', description: 'd', tools: [tool] };
  expect(parse({ tools: [tool, namespace] }).tools).toEqual([tool, namespace]);
  const twins = { ...namespace, tools: [tool, tool] };
  expect(refusalOf({ tools: [twins] }).param).toBe('tools[0].tools[1].name');
});

test('a hosted tool keeps all that it says', () => {
  const tools = [
    { type: 'web_search', external_web_access: true },
    { type: 'mcp', server_label: 'a', server_url: 'https://example.com' },
    { type: 'mcp', server_label: 'b', server_url: 'https://example.com' },
    { type: 'acme:weather', name: 'x' },
  ];
  expect(parse({ tools }).tools).toEqual(tools);
});
