import type { GenerationRequest, ToolDefinition, ToolPolicy } from '@antiphon/backend';
import { composeResponse, createVocabulary } from '@antiphon/constraint';
import { expect, test } from 'vitest';
import {
  fixtureNames,
  fixtureTokenizer,
} from '../../../backend/test/tokenizer/template/fixture-tokenizer.ts';
import { answerShape } from '../../src/answer/shape.ts';
import { detectDialect } from '../../src/dialect/detect.ts';
import { Pieces, read } from './pieces.ts';

const trip: ToolDefinition = {
  name: 'plan_trip',
  isStrict: true,
  parameters: {
    type: 'object',
    properties: {
      to: { type: 'string' },
      days: { type: 'integer' },
      unit: { enum: ['c', 'f'] },
      stops: { type: 'array', items: { type: 'string' } },
    },
    required: ['to', 'days'],
    additionalProperties: false,
  },
};
const values = { to: 'San José', days: 3, unit: 'c', stops: ['a', 'b'] };
const bad = { to: 'San José', days: 'three' };
const required: ToolPolicy = { mode: 'required', isParallel: true };

type Values = Readonly<Record<string, unknown>>;

/** How each family writes arguments that are not JSON. */
const writers: Record<string, (values: Values) => string> = {
  'Qwen Coder': tagged((key, value) => `<parameter=${key}>\n${value}\n</parameter>\n`),
  GLM: tagged((key, value) => `<arg_key>${key}</arg_key><arg_value>${value}</arg_value>`),
  MiniMax: tagged((key, value) => `<parameter name="${key}">${value}</parameter>\n`),
  'DeepSeek V3.2': (given) =>
    tagged((key, value) => {
      const mark = ` string="${typeof given[key] === 'string'}"`;
      return `<｜DSML｜parameter name="${key}"${mark}>${value}</｜DSML｜parameter>\n`;
    })(given),
  Liquid: (given) =>
    Object.entries(given)
      .map(([key, value]) => `${key}=${JSON.stringify(value)}`)
      .join(', '),
  Gemma: (given) =>
    Object.entries(given)
      .map(([key, value]) => `${key}:${marked(value)}`)
      .join(','),
};

function tagged(write: (key: string, value: string) => string) {
  return (given: Values) =>
    Object.entries(given)
      .map(([key, value]) => write(key, typeof value === 'string' ? value : JSON.stringify(value)))
      .join('');
}

function marked(value: unknown): string {
  return typeof value === 'string' ? `<|"|>${value}<|"|>` : JSON.stringify(value);
}

function request(
  toolPolicy: ToolPolicy | undefined,
  rest: Partial<GenerationRequest> = {},
  tools: readonly ToolDefinition[] = [trip],
): Pick<GenerationRequest, 'conversation' | 'toolPolicy' | 'constraint'> {
  return {
    conversation: { messages: [{ role: 'user', content: 'go' }], tools },
    ...(toolPolicy ? { toolPolicy } : {}),
    ...rest,
  };
}

/** Whether a text may be a whole answer, token by token. */
function accepts(pieces: Pieces, asked: ReturnType<typeof request>, text: string, ending = '') {
  const composed = answerShape(detectDialect(pieces), asked, ending);
  const tokens = pieces.tokens(text, (bytes) => [...bytes.keys()]);
  const size = Math.max(pieces.specialTokens.size, ...tokens.map((token) => token + 1));
  const vocabulary = createVocabulary({
    tokens: [...Array.from({ length: size }, (_, id) => pieces.bytes(id)), undefined],
    endOfTurnIds: [size],
    specialTokens: pieces.specialTokens,
  });
  const matcher = composeResponse(composed!.shape, vocabulary).matcher();
  return tokens.every((token) => matcher.consume(token)) && matcher.isAccepting;
}

interface Family {
  readonly name: string;
  readonly pieces: Pieces;
  write(values: Values): string;
}

/** One for each template whose calls a grammar can write. */
function families(): Family[] {
  return fixtureNames.flatMap((name): Family[] => {
    const tokenizer = fixtureTokenizer(name);
    const { calls } = detectDialect(tokenizer);
    if (!calls || 'refusal' in calls.shape) return [];
    const { begin, before, after, end } = calls.shape;
    const writeArguments = writers[calls.name] ?? JSON.stringify;
    const isLined = before('x').endsWith('x\n') && calls.name === 'GLM';
    const write = (given: Values) => {
      const text = writeArguments(given);
      return isLined ? text.replaceAll(/<\/arg_(?:key|value)>/g, '$&\n') : text;
    };
    return [
      {
        name,
        pieces: new Pieces(tokenizer.source, tokenizer.controlTokens),
        write: (given) => begin + before('plan_trip') + write(given) + after + end,
      },
    ];
  });
}

test.each(families())(
  '$name: a call of the family is let through and read, others are not',
  ({ pieces, write }) => {
    const asked = request(required);
    expect(accepts(pieces, asked, write(values))).toBe(true);
    expect(accepts(pieces, asked, write({ to: 'x', days: 1 }))).toBe(true);
    expect(accepts(pieces, asked, write(bad))).toBe(false);
    expect(accepts(pieces, asked, write({ to: 'x' }))).toBe(false);
    expect(accepts(pieces, asked, 'I would rather talk.')).toBe(false);
    const answer = read(pieces, write(values), { tools: [trip] });
    expect(answer.calls).toMatchObject([{ name: 'plan_trip', isComplete: true }]);
    expect(JSON.parse(answer.calls[0]!.arguments)).toEqual(values);
  },
);

const template = '{{ tools }}<tool_call>{"name": </tool_call><think></think>';
const qwen = new Pieces(template);
const call =
  '<tool_call>\n{"name": "plan_trip", "arguments": {"to": "x", "days": 1}}\n</tool_call>';
const loose: ToolDefinition = { name: 'plan_trip' };
const schema = {
  type: 'json_schema',
  value: {
    type: 'object',
    properties: { ok: { type: 'boolean' } },
    required: ['ok'],
    additionalProperties: false,
  },
} as const;
const document = '{"ok": true}';
const shapeOf = (asked: ReturnType<typeof request>, ending = '') =>
  answerShape(detectDialect(qwen), asked, ending);

test('nothing is composed where nothing is demanded', () => {
  expect(shapeOf(request(undefined, {}, [loose]))).toBeUndefined();
  expect(shapeOf(request({ mode: 'none', isParallel: true }))).toBeUndefined();
  expect(shapeOf(request(required, {}, []))).toBeUndefined();
});

test('a constraint on all of the text needs no composition', () => {
  const closed = '<think>\n\n</think>\n\n';
  expect(shapeOf(request(undefined, { constraint: schema }, []), closed)).toBeUndefined();
  const talker = new Pieces('{{ messages }}');
  const asked = request(undefined, { constraint: schema }, []);
  expect(answerShape(detectDialect(talker), asked, '')).toBeUndefined();
});

test('a schema holds for the text, and thoughts and calls stay free of it', () => {
  const asked = request(undefined, { constraint: schema }, [loose]);
  expect(accepts(qwen, asked, document)).toBe(true);
  expect(accepts(qwen, asked, `<think>\nwhy {not\n</think>\n\n${document}`)).toBe(true);
  expect(accepts(qwen, asked, `<think>hm</think>${call}`)).toBe(true);
  expect(accepts(qwen, asked, 'Sure: {"ok": true}')).toBe(false);
  expect(accepts(qwen, asked, `hm</think>\n${document}`, '<think>\n')).toBe(true);
});

test('thoughts that the template alone opens are let through only where it has', () => {
  const asker = new Pieces(`${template}assistant{% if enable_thinking %}<think>{% endif %}`);
  const [silent, asked] = [request(undefined, { constraint: schema }, []), request(required)];
  expect(answerShape(detectDialect(asker), silent, 'assistant\n')).toBeUndefined();
  expect(accepts(asker, silent, `hm</think>\n${document}`, '<think>\n')).toBe(true);
  expect(accepts(asker, asked, call, 'assistant\n')).toBe(true);
  expect(accepts(asker, asked, `<think>hm</think>${call}`, 'assistant\n')).toBe(false);
  expect(accepts(qwen, asked, `<think>hm</think>${call}`, 'assistant\n')).toBe(true);
});

test('strict arguments are held to their schema also where the model may choose', () => {
  const asked = request(undefined);
  expect(accepts(qwen, asked, `I look.\n${call}`)).toBe(true);
  expect(accepts(qwen, asked, call.replace('"days": 1', '"days": "one"'))).toBe(false);
});

test('arguments that are not strict may be any object where their schema cannot be held to', () => {
  const parameters = { type: 'strng' };
  const asked = request(required, {}, [{ ...loose, parameters }]);
  expect(accepts(qwen, asked, call)).toBe(true);
  expect(() => accepts(qwen, request(required, {}, [{ ...trip, parameters }]), call)).toThrow(
    '/tools/plan_trip/parameters',
  );
});

test('at most one call, and only the tools that are allowed', () => {
  const single: ToolPolicy = { mode: 'required', isParallel: false };
  expect(accepts(qwen, request(required), `${call}\n${call}`)).toBe(true);
  expect(accepts(qwen, request(single), `${call}\n${call}`)).toBe(false);
  const only: ToolPolicy = { mode: 'auto', only: ['other'], isParallel: true };
  const asked = request(only, {}, [trip, { name: 'other' }]);
  expect(accepts(qwen, asked, call)).toBe(false);
  expect(
    accepts(qwen, asked, '<tool_call>\n{"name": "other", "arguments": {}}\n</tool_call>'),
  ).toBe(true);
});

test('the parts of an answer in channels each have their mark', () => {
  const tokenizer = fixtureTokenizer('openai-gpt-oss-120b');
  const pieces = new Pieces(tokenizer.source, [
    ...['<|start|>', '<|end|>', '<|message|>', '<|channel|>', '<|constrain|>', '<|call|>'],
  ]);
  const asked = request(undefined, { constraint: schema });
  const final = `<|channel|>final<|message|>${document}`;
  const thoughts = '<|channel|>analysis<|message|>hm<|end|><|start|>assistant';
  const called =
    '<|channel|>commentary to=functions.plan_trip <|constrain|>json<|message|>{"to": "x", "days": 1}';
  for (const text of [final, thoughts + final, called, thoughts + called]) {
    expect([text, accepts(pieces, asked, text)]).toEqual([text, true]);
  }
  expect(accepts(pieces, asked, document)).toBe(false);
  expect(accepts(pieces, asked, '<|channel|>final<|message|>no')).toBe(false);
  expect(read(pieces, thoughts + called, { tools: [trip] })).toMatchObject({
    reasoning: 'hm',
    text: '',
    calls: [{ name: 'plan_trip', arguments: '{"to": "x", "days": 1}', isComplete: true }],
  });
  expect(read(pieces, thoughts + final)).toMatchObject({ reasoning: 'hm', text: document });
});

test('what a family cannot be held to is refused by name', () => {
  const kimi = new Pieces('<|tool_calls_section_begin|>');
  expect(() => answerShape(detectDialect(kimi), request(required), '')).toThrow(/Kimi/);
  const talker = new Pieces('{{ messages }}');
  expect(() => answerShape(detectDialect(talker), request(required), '')).toThrow(
    'no form for tool calls',
  );
  const coder = new Pieces('<function=<parameter=');
  const parameters = { type: 'object', properties: { id: { type: 'string', pattern: 'a+' } } };
  const asked = request(required, {}, [{ name: 'f', isStrict: true, parameters }]);
  expect(() => accepts(coder, asked, '')).toThrow(/pattern/);
});

test('shapes of one model are told apart by their keys', () => {
  const keys = [
    request(required),
    request(undefined),
    request(required, { constraint: schema }),
    request(required, {}, [loose]),
  ].map((asked) => shapeOf(asked)?.key);
  expect(new Set(keys).size).toBe(keys.length);
  expect(shapeOf(request(required), '<think>')?.key).not.toBe(shapeOf(request(required))?.key);
});
