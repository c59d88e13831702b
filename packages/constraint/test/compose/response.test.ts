import { expect, test } from 'vitest';
import {
  hermesCalls,
  llamaCalls,
  mistralCalls,
  type ToolCallFormat,
} from '../../src/compose/formats.ts';
import { composeResponse } from '../../src/compose/response.ts';
import type { FinalShape, ResponseShape, ToolChoice } from '../../src/compose/shape.ts';
import type { Vocabulary } from '../../src/vocabulary.ts';
import { judge, smallVocabulary, specialNames, tokensOf } from '../text-check.ts';

const tools = [
  {
    name: 'weather',
    parameters: {
      type: 'object',
      properties: { city: { type: 'string' } },
      required: ['city'],
      additionalProperties: false,
    },
  },
  { name: 'add', parameters: { type: 'object', additionalProperties: { type: 'integer' } } },
];
const weather = { name: 'weather', text: '{"city": "Paris"}' };
const add = { name: 'add', text: '{"a": 1}' };
const badCall = { name: 'add', text: '{"a": "x"}' };
const unknownCall = { name: 'rm', text: '{}' };

const finals: Record<string, FinalShape> = {
  free: { kind: 'free' },
  none: { kind: 'none' },
  grammar: {
    kind: 'grammar',
    grammar: {
      type: 'json_schema',
      value: {
        type: 'object',
        properties: { ok: { type: 'boolean' } },
        required: ['ok'],
        additionalProperties: false,
      },
    },
  },
};
const document = '{"ok": true}';

const plain = smallVocabulary();
const special = smallVocabulary(specialNames);

const formats: readonly (readonly [string, ToolCallFormat, Vocabulary])[] = [
  ['hermes, in text', hermesCalls, plain],
  ['hermes, with tokens', hermesCalls, special],
  ['llama, in text', llamaCalls, plain],
  ['llama, with tokens', llamaCalls, special],
  ['mistral, in text', mistralCalls, plain],
  ['mistral, with tokens', mistralCalls, special],
];

type Call = { name: string; text: string };

function written(format: ToolCallFormat, calls: readonly Call[], begin = format.begin): string {
  const parts = calls.map(({ name, text }) => format.before(name) + text + format.after);
  return begin + parts.join(format.between) + format.end;
}

/** Marks the names of special tokens as such, where the vocabulary has them. */
function marked(text: string, { specialTokens }: Vocabulary): string {
  let result = text;
  for (const name of specialTokens.keys()) result = result.replaceAll(name, `‹${name}›`);
  return result;
}

/** The verdicts on some texts, each under its label. */
function verdicts(
  shape: ResponseShape,
  vocabulary: Vocabulary,
  texts: Record<string, string>,
): Record<string, string> {
  const grammar = composeResponse(shape, vocabulary);
  const judged = Object.entries(texts).map(([label, text]) => [
    label,
    judge(grammar, vocabulary, marked(text, vocabulary)),
  ]);
  return Object.fromEntries(judged);
}

/** What a response may be, told without any grammar. */
function expected(
  { mode, only }: ToolChoice,
  isParallel: boolean,
  final: FinalShape,
  format: ToolCallFormat,
): Record<string, boolean> {
  const calls = mode !== 'none';
  const must = mode === 'required';
  const free = final.kind === 'free' && !must;
  const first = only === undefined || only.includes('weather');
  const both = only === undefined;
  return {
    empty: !must && final.kind !== 'grammar',
    text: free,
    document:
      final.kind === 'grammar' && !must ? true : free && !(calls && format.bare !== undefined),
    'one call': (calls && first) || (free && !calls),
    'two calls': (calls && isParallel && both) || (free && !calls),
    'text and a call': free && (!calls || first),
    'another call': (calls && both) || (free && !calls),
    'a call against its schema': free && !calls,
    'an unknown tool': free && !calls,
    'text behind a call': free && !calls,
  };
}

const choices: readonly (readonly [string, ToolChoice])[] = [
  ['none', { mode: 'none' }],
  ['auto', { mode: 'auto' }],
  ['required', { mode: 'required' }],
  ['named', { mode: 'required', only: ['weather'] }],
  ['allowed', { mode: 'auto', only: ['weather'] }],
];

const mixes = formats.flatMap(([formatName, format, vocabulary]) =>
  choices.flatMap(([choiceName, choice]) =>
    Object.entries(finals).flatMap(([finalName, final]) =>
      [true, false].map((isParallel) => ({
        name: `${formatName}; choice ${choiceName}; final ${finalName}; parallel ${isParallel}`,
        format,
        vocabulary,
        choice,
        final,
        isParallel,
      })),
    ),
  ),
);

test.each(mixes)('$name', ({ format, vocabulary, choice, final, isParallel }) => {
  const texts = {
    empty: '',
    text: 'hello <there> {',
    document,
    'one call': written(format, [weather]),
    'two calls': written(format, [weather, add]),
    'text and a call': `well, ${written(format, [weather])}`,
    'another call': written(format, [add]),
    'a call against its schema': written(format, [badCall]),
    'an unknown tool': written(format, [unknownCall]),
    'text behind a call': `${written(format, [weather])} done`,
  };
  const toolCalls = { format, tools, choice, isParallel };
  const found = verdicts({ toolCalls, final }, vocabulary, texts);
  const wanted = expected(choice, isParallel, final, format);
  // With the choice none the names of special tokens cannot come at all.
  const isTokenless = choice.mode === 'none' && vocabulary === special;
  const labels = Object.keys(texts).filter((label) => !isTokenless || !/call|tool/.test(label));
  for (const label of labels) {
    expect([label, found[label] === 'yes']).toEqual([label, wanted[label as keyof typeof wanted]]);
  }
});

test('Llama may call without its tag, and then the text cannot start with a brace', () => {
  for (const vocabulary of [plain, special]) {
    const toolCalls = {
      format: llamaCalls,
      tools,
      choice: { mode: 'auto' },
      isParallel: true,
    } as const;
    const bare = written(llamaCalls, [weather, add], '');
    const found = verdicts({ toolCalls, final: { kind: 'free' } }, vocabulary, {
      bare,
      broken: '{"name": "x"',
      spaced: ' {"a"',
      text: 'a {"name"',
    });
    expect(found).toEqual({ bare: 'yes', broken: 'no', spaced: 'no', text: 'yes' });
  }
});

const think = { begin: '<think>', end: '</think>' };

test.each(formats)(
  '%s: reasoning comes first, may be left out, and counts for nothing',
  (...mix) => {
    const [, format, vocabulary] = mix;
    const toolCalls = { format, tools, choice: { mode: 'auto' }, isParallel: false } as const;
    const call = written(format, [weather]);
    const found = verdicts({ reasoning: think, toolCalls, final: finals.grammar! }, vocabulary, {
      'a call': call,
      'a thought, a call': `<think>is {"ok" a call?</think>\n\n${call}`,
      'a thought, a document': `<think>hm\n</think>\n${document}`,
      'a thought only': '<think>hm</think>',
      'an endless thought': `<think>${document}`,
      'two thoughts': `<think>a</think><think>b</think>${document}`,
      'a document': document,
      'a document, a thought': `${document}<think>a</think>`,
    });
    expect(found).toEqual({
      'a call': 'yes',
      'a thought, a call': 'yes',
      'a thought, a document': 'yes',
      'a thought only': 'begun',
      'an endless thought': 'begun',
      'two thoughts': 'no',
      'a document': 'yes',
      'a document, a thought': 'no',
    });
  },
);

test('reasoning that the prompt has opened has to be closed', () => {
  const shape = { reasoning: { ...think, isOpen: true }, final: finals.grammar! };
  const found = verdicts(shape, plain, {
    thought: `hm</think>\n${document}`,
    document,
    again: `<think>hm</think>${document}`,
  });
  expect(found).toEqual({ thought: 'yes', document: 'begun', again: 'yes' });
});

test('the matcher tells which segment is being written', () => {
  const toolCalls = {
    format: hermesCalls,
    tools,
    choice: { mode: 'auto' },
    isParallel: false,
  } as const;
  for (const vocabulary of [plain, special]) {
    const shape = { reasoning: think, toolCalls, final: { kind: 'free' } } as const;
    const matcher = composeResponse(shape, vocabulary).matcher();
    const told: (string | undefined)[] = [matcher.segment];
    const call = written(hermesCalls, [weather]);
    for (const piece of ['<think>', 'hm', '</think>', '\nwell', call]) {
      for (const token of tokensOf(marked(piece, vocabulary), vocabulary)) {
        expect(matcher.consume(token)).toBe(true);
      }
      told.push(matcher.segment);
    }
    expect(told.slice(0, 3)).toEqual([undefined, 'reasoning', 'reasoning']);
    expect(told[4]).toBe('text');
    expect(matcher.stopReason).toBe('complete');
  }
});

test('in the middle of a call the segment is the calls', () => {
  const toolCalls = {
    format: mistralCalls,
    tools,
    choice: { mode: 'auto' },
    isParallel: true,
  } as const;
  const matcher = composeResponse({ toolCalls, final: { kind: 'free' } }, plain).matcher();
  for (const token of tokensOf('hi [TOOL_CALLS][{"name": "add", "arguments": {"a', plain)) {
    expect(matcher.consume(token)).toBe(true);
  }
  expect(matcher.segment).toBe('tool-calls');
});

test('what is fixed about a call is forced', () => {
  const toolCalls = {
    format: hermesCalls,
    tools: [tools[0]!],
    choice: { mode: 'required' },
    isParallel: false,
  } as const;
  const matcher = composeResponse({ toolCalls, final: { kind: 'none' } }, plain).matcher();
  const text = new TextDecoder().decode(matcher.forcedBytes());
  expect(text).toBe('<tool_call>\n{"name": "weather", "arguments": {');
});

test.each([
  [{ tools: [], choice: { mode: 'auto' } }, 'there is no tool to call'],
  [{ tools, choice: { mode: 'required', only: ['nope'] } }, 'no tool of the name "nope"'],
  [{ tools: [tools[0]!, tools[0]!], choice: { mode: 'auto' } }, 'the same name'],
  [
    { tools: [{ name: 'x', parameters: { type: 'strng' } }], choice: { mode: 'auto' } },
    '/tools/x/parameters',
  ],
] as const)('%j is refused', (calls, message) => {
  const toolCalls = { format: hermesCalls, isParallel: true, ...calls };
  const shape: ResponseShape = { toolCalls, final: { kind: 'free' } };
  expect(() => composeResponse(shape, plain)).toThrow(message);
});
