import { expect, test } from 'vitest';
import { createAnswerReader } from '../../src/answer/reader.ts';
import { detectDialect } from '../../src/dialect/detect.ts';
import { atRandom, everyByte, Pieces, read, tool, whole } from './pieces.ts';
import { Random } from './random.ts';

const everyThird = (bytes: Uint8Array) => [...bytes.keys()].filter((index) => index % 3 === 0);

const plain = new Pieces('');
const thinker = new Pieces('{{ "<think></think>" }}');
const qwen = new Pieces('{{ tools }}<tool_call>{"name": …}</tool_call><think></think>');
const control = new Pieces('{{ tools }}<tool_call><think></think>', [
  '<think>',
  '</think>',
  '<tool_call>',
  '</tool_call>',
  '<|other|>',
]);
const tools = [tool('weather')];
const call = '<tool_call>\n{"name": "weather", "arguments": {"city": "Paris"}}\n</tool_call>';
const weather = {
  name: 'weather',
  arguments: '{"city": "Paris"}',
  isKnown: true,
  isComplete: true,
};

test.each([
  ['whole', whole],
  ['by byte', everyByte],
] as const)('text comes out as it was, %s', (_, cut) => {
  const text = 'Grüße, 世界! 👩‍🚀 <b>';
  expect(read(plain, text, { cut }).text).toBe(text);
});

test('a code point that is never complete comes out as a replacement character', () => {
  const options = { dialect: detectDialect(plain), tokenizer: plain, promptEnding: '', choice: 0 };
  const reader = createAnswerReader(options);
  reader.push(plain.tokens('é', everyByte)[0]!);
  expect(reader.take()).toEqual([]);
  reader.finish('length');
  expect(reader.take()).toEqual([
    { kind: 'text', choice: 0, text: '\ufffd' },
    { kind: 'finish', choice: 0, reason: 'length' },
  ]);
});

test('the leading space of a SentencePiece vocabulary is dropped once', () => {
  const pieces = new Pieces('', [], true);
  expect(read(pieces, '  a b', { cut: everyByte }).text).toBe(' a b');
});

test('thoughts are told apart from text, without the empty lines around them', () => {
  const answer = read(thinker, '<think>\nhm,\n\nyes\n</think>\n\nHello\n', { cut: everyByte });
  expect(answer).toMatchObject({ reasoning: 'hm,\n\nyes', text: 'Hello\n' });
  expect(answer.order).toEqual(['reasoning', 'text', 'finish']);
});

test('thoughts that the template has opened begin at once', () => {
  const answer = read(thinker, 'hm\n</think>\n\nHello', { promptEnding: 'assistant\n<think>\n' });
  expect(answer).toMatchObject({ reasoning: 'hm', text: 'Hello' });
});

test('thoughts without an end are thoughts to the end', () => {
  expect(read(thinker, '<think>hm </thi')).toMatchObject({ reasoning: 'hm </thi', text: '' });
});

test('thoughts that the template has closed leave the text alone', () => {
  const answer = read(thinker, '\n\nHello', { promptEnding: '<think>\n\n</think>' });
  expect(answer).toMatchObject({ reasoning: '', text: 'Hello' });
});

test('a user who speaks of a tag does not open a block', () => {
  const promptEnding = 'what is <think><|im_end|>\n<|im_start|>assistant\n';
  expect(read(thinker, 'A tag.', { promptEnding }).text).toBe('A tag.');
});

test('an answer may speak of a tag in the middle of a line', () => {
  const text = 'The <think> tag opens thoughts.';
  expect(read(thinker, text, { cut: everyByte })).toMatchObject({ text, reasoning: '' });
});

test('text may stand in front of thoughts', () => {
  const answer = read(thinker, 'Well.\n<think>hm</think>\nYes.');
  expect(answer).toMatchObject({ text: 'Well.Yes.', reasoning: 'hm' });
});

test('a call is told with its arguments as they are written', () => {
  const answer = read(qwen, call, { tools, cut: everyByte });
  expect(answer).toMatchObject({ text: '', calls: [weather] });
});

test('text around and between calls is kept', () => {
  const answer = read(qwen, `I look.\n${call}\n${call}\nand ${call} done`, { tools });
  expect(answer).toMatchObject({ text: 'I look.and done', calls: [weather, weather, weather] });
});

test('thoughts, text and calls in one answer', () => {
  const answer = read(control, `<think>\nhm\n</think>\n\nI look.\n${call}`, { tools });
  expect(answer).toMatchObject({ reasoning: 'hm', text: 'I look.', calls: [weather] });
});

test('a call within thoughts that were not ended ends them, where its mark is a control token', () => {
  expect(read(control, `<think>hm${call}`, { tools })).toMatchObject({
    reasoning: 'hm',
    calls: [weather],
  });
});

test('without tools nothing is a call', () => {
  expect(read(qwen, call)).toMatchObject({ text: call, calls: [] });
});

test('without tools the control tokens of calls are dropped', () => {
  const answer = read(control, 'a<tool_call>b<|other|>c', {});
  expect(answer.text).toBe('abc');
});

test('the name of a control token that is spelled in plain tokens is text', () => {
  const spelled = new Pieces('{{ tools }}<tool_call>', ['<tool_call>']);
  const tokens = new Pieces('{{ tools }}<tool_call>', []);
  expect(read(tokens, call, { tools }).calls).toEqual([weather]);
  const reader = read(spelled, '<tool_\u200bcall>', { tools });
  expect(reader.text).toBe('<tool_\u200bcall>');
});

test('a call of a tool that there is not is told as such', () => {
  const answer = read(qwen, '<tool_call>{"name": "fly", "arguments": {}}</tool_call>', { tools });
  expect(answer.calls).toEqual([
    { name: 'fly', arguments: '{}', isKnown: false, isComplete: true },
  ]);
});

test.each([
  '<tool_call>',
  '<tool_call></tool_call>',
  '<tool_call>weather("Paris")</tool_call> ok',
  '<tool_call>{"name": 3}</tool_call>',
  '<tool_call>{"arguments": {"a": "<tool_call>"}}</tool_call>',
  '<tool_call>{"name": "wea',
  'a < b, <tool_cal',
  ' \n ',
])('what is no call is text: %s', (text) => {
  expect(read(qwen, text, { tools })).toMatchObject({ text, calls: [] });
  expect(read(qwen, text, { tools, cut: everyByte })).toMatchObject({ text, calls: [] });
});

test('a call that breaks off is told as incomplete', () => {
  const answer = read(qwen, '<tool_call>{"name": "weather", "arguments": {"city": "Pa', { tools });
  expect(answer.calls).toEqual([{ ...weather, arguments: '{"city": "Pa', isComplete: false }]);
});

test('a call that lacks nothing but its last mark is complete', () => {
  expect(read(qwen, call.slice(0, -14), { tools }).calls).toEqual([weather]);
});

test('arguments in a string are taken out of it', () => {
  const inner = '{"city": "Par\\u0069s 😀"}';
  const text = `<tool_call>{"name": "weather", "arguments": ${JSON.stringify(inner)}}</tool_call>`;
  const answer = read(qwen, text, { tools, cut: everyByte });
  expect(answer.calls).toEqual([{ ...weather, arguments: inner }]);
});

test('arguments may come in front of the name', () => {
  const text = '<tool_call>{"arguments": {"city": "Paris"}, "name": "weather"}</tool_call>';
  expect(read(qwen, text, { tools, cut: everyByte }).calls).toEqual([weather]);
});

test('what follows the arguments of a call that is malformed is text', () => {
  const text = '<tool_call>{"name": "weather", "arguments": {"a": ?}} x</tool_call>';
  const answer = read(qwen, text, { tools });
  expect(answer.calls).toEqual([{ ...weather, arguments: '{"a": ', isComplete: false }]);
  expect(answer.text).toBe('?}} x</tool_call>');
});

test('every way to cut an answer into tokens gives the same', () => {
  const random = new Random(1);
  const parts = [
    call,
    '<think>',
    '</think>',
    '\n',
    ' ',
    'é😀',
    '{"name": "weather"',
    '<tool_',
    '}',
  ];
  for (let count = 0; count < 300; count++) {
    const text = Array.from({ length: 1 + random.below(8) }, () => random.pick(parts)).join('');
    for (const pieces of [qwen, control]) {
      const { order: _, reasoningTokens: __, ...once } = read(pieces, text, { tools });
      const {
        order: ___,
        reasoningTokens: ____,
        ...cut
      } = read(pieces, text, {
        tools,
        cut: atRandom(random),
      });
      expect([text, cut]).toEqual([text, once]);
    }
  }
});

test('a stop string ends the text and is no part of it', () => {
  const answer = read(plain, 'one END two', { stop: ['END'], cut: everyByte });
  expect(answer).toMatchObject({ text: 'one ', isStopped: true });
});

test('what only begins like a stop string is told', () => {
  const answer = read(plain, 'E EN ENE EN', { stop: ['END'], cut: everyByte });
  expect(answer).toMatchObject({ text: 'E EN ENE EN', isStopped: false });
});

test('of several stop strings the one counts that is whole first', () => {
  expect(read(plain, 'xabcdy', { stop: ['abcd', 'bc'] }).text).toBe('xa');
  expect(read(plain, 'xabcdy', { stop: ['bc', 'abc'] }).text).toBe('x');
});

test('a stop string is found with the token that completes it', () => {
  for (const stop of ['\n', 'END', ' END\n']) {
    const text = `one END\n two`;
    const end = text.indexOf(stop) + stop.length;
    for (const pieces of [plain, qwen]) {
      const options = { tools, stop: [stop], cut: everyByte };
      expect(read(pieces, text.slice(0, end - 1), options).isStopped).toBe(false);
      expect(read(pieces, text.slice(0, end), options).isStopped).toBe(true);
    }
  }
});

test('stop strings do not count within thoughts and arguments', () => {
  const answer = read(qwen, `<think>Paris</think>${call}in Paris`, { tools, stop: ['Paris'] });
  expect(answer).toMatchObject({ reasoning: 'Paris', calls: [weather], text: 'in ' });
});

test('the tokens of the text are told with it, and those of a stop string are cut', () => {
  const random = new Random(2);
  const texts = ['one END two', '<think>hm</think>\nö 😀 END', 'E E\nENE', `a ${call} b END`];
  for (let count = 0; count < 200; count++) {
    const text = random.pick(texts);
    const answer = read(qwen, text, {
      tools,
      stop: ['END'],
      hasLogprobs: true,
      cut: atRandom(random),
    });
    const bytes = answer.tokens.flatMap((token) => [...token.bytes]);
    expect(new TextDecoder().decode(Uint8Array.from(bytes))).toBe(answer.text);
  }
});

test('with logprobs text is told token by token, as without', () => {
  for (const hasLogprobs of [false, true]) {
    const reader = createAnswerReader({
      dialect: detectDialect(qwen),
      tokenizer: qwen,
      tools,
      promptEnding: '',
      choice: 0,
    });
    const texts = qwen.tokens('one\ntwo \nthree', everyThird).map((token) => {
      const bytes = qwen.bytes(token)!;
      reader.push(token, hasLogprobs ? { bytes, logprob: -1, top: [] } : undefined);
      return reader.take().flatMap((delta) => (delta.kind === 'text' ? [delta.text] : []));
    });
    expect(texts).toEqual(
      hasLogprobs
        ? [['one'], ['\ntw'], [], ['o \nthr'], ['ee']]
        : [['one'], ['\ntw'], ['o'], [' \nthr'], ['ee']],
    );
  }
});

test('tokens of thoughts are counted, with the marks around them', () => {
  const answer = read(control, '<think>\nhm</think>\n\nHello', { cut: everyByte });
  expect(answer.reasoningTokens).toBe(5);
  expect(read(control, '<think>ab', { cut: everyByte }).reasoningTokens).toBe(3);
  expect(read(control, 'ab', { cut: everyByte }).reasoningTokens).toBe(0);
});
