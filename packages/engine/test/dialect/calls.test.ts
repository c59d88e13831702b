import { describe, expect, test } from 'vitest';
import { createAnswerReader } from '../../src/answer/reader.ts';
import { detectDialect } from '../../src/dialect/detect.ts';
import { everyByte, Pieces, read, tool, whole } from '../answer/pieces.ts';
import { Random } from '../answer/random.ts';

const parameters = {
  type: 'object',
  properties: {
    text: { type: 'string' },
    count: { type: 'integer' },
    ratio: { type: 'number' },
    on: { type: 'boolean' },
    list: { type: 'array' },
    maybe: { type: ['string', 'null'] },
    either: { anyOf: [{ type: 'integer' }, { $ref: '#/$defs/word' }] },
  },
  $defs: { word: { type: 'string' } },
};
const tools = [tool('f', parameters), tool('g')];

const templates = {
  hermes: '{{ tools }}<tool_call></tool_call>',
  coder: '{{ tools }}<tool_call><function=<parameter=',
  glm: '{{ tools }}<tool_call><arg_key>',
  minimax: '{{ tools }}<minimax:tool_call>',
  deepseek31: '{{ tools }}<｜tool▁calls▁begin｜>',
  deepseek32: '{{ tools }}｜DSML｜',
  llama: '{{ tools }}<|python_tag|>',
  mistral: '{{ tools }}[TOOL_CALLS]',
  liquid: '{{ tools }}<|tool_call_start|>',
  gemma: '{{ tools }}<|tool_call>call:',
  hunyuan: '{{ tools }}<tool_calls>',
  granite: '{{ tools }}<|tool_call|>',
  kimi: '{{ tools }}<|tool_calls_section_begin|>',
  apertus: '{{ tools }}<|tools_prefix|>',
  functionary: '{{ tools }}<function=',
  harmony: '{{ tools }}<|channel|><|message|>',
} as const;

type Family = keyof typeof templates;

/** Name and parsed arguments of the calls, and the text, for two ways to cut the answer. */
function readCalls(family: Family, text: string) {
  const [once, cut] = [whole, everyByte].map((ways) =>
    read(new Pieces(templates[family]), text, { tools, cut: ways }),
  );
  expect({ ...cut, order: [], reasoningTokens: 0 }).toEqual({
    ...once,
    order: [],
    reasoningTokens: 0,
  });
  const calls = once!.calls.map((call) => [call.name, JSON.parse(call.arguments)]);
  return { calls, text: once!.text, reasoning: once!.reasoning };
}

const written: readonly (readonly [
  Family,
  string,
  readonly (readonly [string, unknown])[],
  string?,
])[] = [
  ['hermes', '<tool_call>{"name": "f", "arguments": null}</tool_call>', [['f', {}]]],
  ['hermes', '<tool_call>{"name": "f"}</tool_call>', [['f', {}]]],
  ['hermes', '<tool_call>{"name": "f", "arguments": {}}}\n</tool_call>!', [['f', {}]], '!'],
  [
    'hermes',
    '<tool_call>[{"name": "f"}, {"name": "g"}]</tool_call>',
    [
      ['f', {}],
      ['g', {}],
    ],
  ],
  [
    'hermes',
    '<tool_call>{"type": "function", "function": {"name": "f", "arguments": {"a": 1}}}</tool_call>',
    [['f', { a: 1 }]],
  ],
  [
    'coder',
    '<tool_call>\n<function=f>\n<parameter=text>\na\n\n"b"\n\n</parameter>\n<parameter=count>\n3\n</parameter>\n</function>\n</tool_call>',
    [['f', { text: 'a\n\n"b"\n', count: 3 }]],
  ],
  [
    'coder',
    '<tool_call><function=f><parameter=ratio>0.5</parameter><parameter=on>True</parameter><parameter=list>["x"]</parameter><parameter=maybe>null</parameter><parameter=either>7</parameter></function></tool_call>',
    [['f', { ratio: 0.5, on: true, list: ['x'], maybe: null, either: 7 }]],
  ],
  [
    'coder',
    '<tool_call><function=f><parameter=count>many</parameter><parameter=other>3</parameter></function></tool_call>',
    [['f', { count: 'many', other: '3' }]],
  ],
  ['coder', '<tool_call>{"name": "g", "arguments": {}}</tool_call>', [['g', {}]]],
  ['glm', '<tool_call>g</tool_call>', [['g', {}]]],
  [
    'glm',
    '<tool_call>f\n<arg_key>text</arg_key>\n<arg_value>3</arg_value>\n</tool_call>',
    [['f', { text: '3' }]],
  ],
  [
    'minimax',
    'Hm\n<minimax:tool_call>\n<invoke name="f">\n<parameter name="count">3</parameter>\n</invoke>\n<invoke name="g">\n</invoke>\n</minimax:tool_call>',
    [
      ['f', { count: 3 }],
      ['g', {}],
    ],
    'Hm',
  ],
  [
    'deepseek32',
    '<｜DSML｜function_calls>\n<｜DSML｜invoke name="g">\n<｜DSML｜parameter name="a" string="true">3</｜DSML｜parameter>\n<｜DSML｜parameter name="b" string="false">3</｜DSML｜parameter>\n</｜DSML｜invoke>\n</｜DSML｜function_calls>',
    [['g', { a: '3', b: 3 }]],
  ],
  [
    'deepseek31',
    '<｜tool▁calls▁begin｜><｜tool▁call▁begin｜>f<｜tool▁sep｜>{"a": 1}<｜tool▁call▁end｜><｜tool▁call▁begin｜>function<｜tool▁sep｜>g\n```json\n{"b": 2}\n```<｜tool▁call▁end｜><｜tool▁calls▁end｜>',
    [
      ['f', { a: 1 }],
      ['g', { b: 2 }],
    ],
  ],
  ['llama', '{"name": "f", "parameters": {"a": 1}}', [['f', { a: 1 }]]],
  ['llama', ' {"type": "function", "name": "f", "parameters": {}}', [['f', {}]]],
  [
    'llama',
    '<|python_tag|>{"name": "f", "parameters": {}}; {"name": "g", "parameters": {}}',
    [
      ['f', {}],
      ['g', {}],
    ],
  ],
  ['llama', '<|python_tag|>search.call(query="it\'s")', [['search', { query: "it's" }]]],
  ['mistral', '[TOOL_CALLS][{"name": "f", "arguments": {}, "id": "a1"}]', [['f', {}]]],
  [
    'mistral',
    '[TOOL_CALLS]f[CALL_ID]a1[ARGS]{"a": 1}[TOOL_CALLS]g{}',
    [
      ['f', { a: 1 }],
      ['g', {}],
    ],
  ],
  [
    'liquid',
    '<|tool_call_start|>[f(text="a\\"b", count=3, on=True, list=[1, \'x\', None]), g()]<|tool_call_end|>ok',
    [
      ['f', { text: 'a"b', count: 3, on: true, list: [1, 'x', null] }],
      ['g', {}],
    ],
    'ok',
  ],
  [
    'liquid',
    "<|tool_call_start|>[f(text='it's, so', maybe={'k': (1,)})]<|tool_call_end|>",
    [['f', { text: "it's, so", maybe: { k: [1] } }]],
  ],
  [
    'gemma',
    '<|tool_call>call:f{text:<|"|>a, "b"<|"|>,count:3,deep:{k:[<|"|>x<|"|>,true]}}<tool_call|>',
    [['f', { text: 'a, "b"', count: 3, deep: { k: ['x', true] } }]],
  ],
  [
    'hunyuan',
    '<tool_calls>[{"name": "f", "arguments": {"a": 1}}, {"name": "g", "arguments": {}}]</tool_calls>',
    [
      ['f', { a: 1 }],
      ['g', {}],
    ],
  ],
  ['granite', '<|tool_call|>[{"name": "f", "arguments": {}}]', [['f', {}]]],
  [
    'kimi',
    '<|tool_calls_section_begin|><|tool_call_begin|>functions.f:0<|tool_call_argument_begin|>{"a": 1}<|tool_call_end|><|tool_calls_section_end|>',
    [['f', { a: 1 }]],
  ],
  [
    'apertus',
    '<|tools_prefix|>[{"f": {"a": 1}}, {"g": {}}]<|tools_suffix|>',
    [
      ['f', { a: 1 }],
      ['g', {}],
    ],
  ],
  [
    'functionary',
    '<function=f>{"a": 1}</function><function=g>{}</function>',
    [
      ['f', { a: 1 }],
      ['g', {}],
    ],
  ],
  [
    'harmony',
    '<|channel|>commentary<|message|>I look.<|end|><|start|>assistant<|channel|>commentary to=functions.f <|constrain|>json<|message|>{"a": 1}',
    [['f', { a: 1 }]],
    'I look.',
  ],
];

const cases = written.map(([family, text, calls, rest = '']) => ({ family, text, calls, rest }));

test.each(cases)('$family: $text', ({ family, text, calls, rest }) => {
  expect(readCalls(family, text)).toMatchObject({ calls, text: rest });
});

test.each<readonly [Family, string]>([
  ['llama', '{"name": "Ann", "age": 3}'],
  ['llama', '{"name": "Ann"}'],
  ['llama', '[1, 2]'],
  ['llama', 'The answer: {"name": "f", "parameters": {}}'],
  ['llama', '<|python_tag|>print(1)'],
  ['mistral', '[TOOL_CALLS] soon'],
  ['glm', '<tool_call>soon'],
  ['coder', '<tool_call><function=>'],
  ['liquid', '<|tool_call_start|>[soon]<|tool_call_end|>'],
  ['gemma', '<|tool_call>soon'],
  ['apertus', '<|tools_prefix|>[]'],
  ['kimi', '<|tool_calls_section_begin|>soon'],
  ['harmony', 'no channel at all'],
])('%s: no call, so all of it is text: %j', (family, text) => {
  expect(readCalls(family, text)).toEqual({ calls: [], text, reasoning: '' });
});

test('a document that must match a grammar is a call only of a tool that there is', () => {
  const pieces = new Pieces(templates.llama);
  const document = '{"name": "Ann", "parameters": {}}';
  expect(read(pieces, document, { tools }).calls).toHaveLength(1);
  expect(read(pieces, document, { tools, isConstrained: true })).toMatchObject({
    calls: [],
    text: document,
  });
});

test('the name of a call is told as soon as it is read, and the arguments as they grow', () => {
  const pieces = new Pieces(templates.hermes);
  const reader = createAnswerReader({
    dialect: detectDialect(pieces),
    tokenizer: pieces,
    tools,
    promptEnding: '',
    choice: 1,
  });
  const push = (text: string) => {
    for (const token of pieces.tokens(text, whole)) reader.push(token);
    return reader.take();
  };
  const call = { choice: 1, call: 0 };
  expect(push('<tool_call>{"name": "f')).toEqual([]);
  expect(push('",')).toEqual([{ kind: 'call-start', ...call, name: 'f', isKnown: true }]);
  expect(push(' "arguments": {"a')).toEqual([{ kind: 'call-arguments', ...call, text: '{"a' }]);
  expect(push('": 1}')).toEqual([
    { kind: 'call-arguments', ...call, text: '": 1}' },
    { kind: 'call-end', ...call, isComplete: true },
  ]);
  expect(push('}</tool_call>')).toEqual([]);
});

test('texts between tags are passed on as they come', () => {
  const pieces = new Pieces(templates.coder);
  const text = '<tool_call><function=f><parameter=text>\nlong text';
  const [call] = read(pieces, text, { tools }).calls;
  expect(call).toMatchObject({ arguments: '{"text": "long text', isComplete: false });
});

describe.each(Object.keys(templates) as Family[])('%s', (family) => {
  const template = templates[family];
  const triggers = detectDialect(new Pieces(template)).calls?.triggers ?? [];
  const parts = [
    ...triggers,
    ...['{', '}', '[', ']', '(', ')', '"', ',', ':', '=', '<', '>', '|', ' ', '\n', 'f', 'name'],
    ...['{"name": "', '<function=f', '<parameter=', '</', 'é', '😀', '\\', 'call:f{', '<arg_key>'],
  ];

  test('what is no call comes out as it was, whatever it looks like', () => {
    const random = new Random(5);
    const pieces = new Pieces(template);
    let texts = 0;
    for (let count = 0; count < 300; count++) {
      const text = Array.from({ length: random.below(12) }, () => random.pick(parts)).join('');
      const answer = read(pieces, text, { tools, cut: count % 2 === 0 ? whole : everyByte });
      if (answer.calls.length > 0) continue;
      texts++;
      expect(answer.text).toBe(text);
    }
    expect(texts).toBeGreaterThan(50);
  });
});
