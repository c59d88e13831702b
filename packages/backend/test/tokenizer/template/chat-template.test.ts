import { expect, test } from 'vitest';
import type { Conversation, Message } from '../../../src/conversation.ts';
import { ChatTemplateError } from '../../../src/tokenizer/template/chat-template-error.ts';
import { createTokenizer } from '../../../src/tokenizer/tokenizer-json.ts';
import { seededRandom } from '../../seeded-random.ts';
import { byteLevelVocabulary } from '../encoding/small-vocabularies.ts';
import { fixtureTokenizer } from './fixture-tokenizer.ts';

const json = byteLevelVocabulary(seededRandom(1));

/** What a template writes, or its last 200 characters. */
function write(template: string, conversation: Conversation): string {
  const tokenizer = createTokenizer(json, {
    chat_template: template,
    bos_token: { content: '<s>' },
  });
  return tokenizer.render(conversation).ending;
}

function writeFixture(name: string, conversation: Conversation): string {
  const tokenizer = fixtureTokenizer(name);
  return tokenizer.text(tokenizer.render(conversation).tokens);
}

const user: Message = { role: 'user', content: 'Hi' };

function calling(json: string): Message[] {
  const toolCalls = [{ id: 'call_1', name: 'look', arguments: json }];
  return [
    user,
    { role: 'assistant', content: '', toolCalls },
    { role: 'tool', callId: 'call_1', name: 'look', content: 'seen' },
  ];
}

const callTemplate =
  '{% for m in messages %}{{ m.role }}:{{ m.content or "" }}{% for c in m.tool_calls or [] %}{{ c.function.name }}({{ c.function.arguments | tojson }}){% endfor %};{% endfor %}';

test('names of tokens that are objects in the configuration are strings in the template', () => {
  expect(write('{{ bos_token }}{{ messages[0].content }}', { messages: [user] })).toBe('<s>Hi');
});

test('arguments reach the template as values, with the digits that they were written with', () => {
  const written = '{"id":12345678901234567890,"share":1.0,"text":"1.0","list":[1,2.50]}';
  expect(write(callTemplate, { messages: calling(written) })).toBe(
    'user:Hi;assistant:look({"id": 12345678901234567890, "share": 1.0, "text": "1.0", "list": [1, 2.50]});tool:seen;',
  );
});

test('arguments that are no JSON reach the template as text', () => {
  expect(write(callTemplate, { messages: calling('{"a": ') })).toContain('look("{\\"a\\": ")');
});

test('a template that quotes no arguments gets them as text', () => {
  const template = callTemplate
    .replace(' | tojson', '')
    .replace('({{ c', '("{{ c')
    .replace('}})', '}}")');
  const joined = template.replace('c.function.arguments', '"" + c.function.arguments');
  expect(write(joined, { messages: calling('{"a": 1}') })).toContain('look("{"a": 1}")');
});

test('what a template says when it refuses is in the error', () => {
  const template =
    "{% if 'bad' in messages[-1].content %}{{ raise_exception('No ' + messages[-1].content + ' here') }}{% endif %}{{ messages[-1].content }}";
  const conversation: Conversation = { messages: [{ role: 'user', content: 'bad <s> words' }] };
  expect(() => write(template, conversation)).toThrow(ChatTemplateError);
  expect(() => write(template, conversation)).toThrow('No bad <s> words here');
});

test('tools that the template has no place for are refused', () => {
  expect(() =>
    write('{{ messages[0].content }}', { messages: [user], tools: [{ name: 'look' }] }),
  ).toThrow('no place for tools');
});

test('documents go where the template has a place for them, and into a system message elsewhere', () => {
  const conversation = {
    messages: [user],
    documents: [{ title: 'Facts', text: 'The sky is blue.' }],
  };
  const place = '{% for d in documents or [] %}{{ d.title }}={{ d.text }} {% endfor %}';
  const messages = '{% for m in messages %}{{ m.role }}:{{ m.content }};{% endfor %}';
  expect(write(place + messages, conversation)).toBe('Facts=The sky is blue. user:Hi;');
  expect(write(messages, conversation)).toBe(
    'system:Documents:\n\n[1] Facts\nThe sky is blue.;user:Hi;',
  );
});

test('contents are lists of parts where the template wants them', () => {
  const template =
    "{% for p in messages[0].content %}{{ '<' + p.type + '>' + p.text }}{% endfor %}";
  expect(write(template, { messages: [user] })).toBe('<text>Hi');
});

test.each([
  ['Qwen-Qwen3-0.6B', 'none', '<think>\n\n</think>\n\n'],
  ['deepseek-ai-DeepSeek-V3.1', 'none', '<think></think>'],
  ['deepseek-ai-DeepSeek-V3.1', 'high', '<think>'],
  ['GLM-4.6', 'none', '<think></think>'],
  ['NVIDIA-Nemotron-Nano-v2', 'none', '<think></think>'],
  ['NVIDIA-Nemotron-Nano-v2', 'low', '<think>\n'],
] as const)('%s ends its prompt for effort %s with %j', (name, reasoningEffort, end) => {
  expect(writeFixture(name, { messages: [user], reasoningEffort }).endsWith(end)).toBe(true);
});

test.each([
  ['none', 'low'],
  ['minimal', 'low'],
  ['medium', 'medium'],
  ['xhigh', 'high'],
] as const)('gpt-oss reasons for effort %s with effort %s', (reasoningEffort, written) => {
  const text = writeFixture('openai-gpt-oss-120b', { messages: [user], reasoningEffort });
  expect(text).toContain(`Reasoning: ${written}\n`);
});

test('an effort that is not set leaves thinking to the template', () => {
  const ending = writeFixture('Qwen-Qwen3-0.6B', { messages: [user] }).slice(-30);
  expect(ending).toBe('<|im_end|>\n<|im_start|>assistant\n'.slice(-30));
});

test.each([
  ['LFM2-8B-A1B', '<|tool_call_start|>[look(at="sky", far=True)]<|tool_call_end|>'],
  [
    'ibm-granite-granite-3.3-2B-Instruct',
    '<|tool_call|>[{"name": "look", "arguments": {"at":"sky","far":true}}]',
  ],
  ['Kimi-K2-Instruct', 'functions.look:0<|tool_call_argument_begin|>{"at": "sky", "far": true}'],
  ['mistralai-Mistral-Nemo-Instruct-2407', '{"at": "sky", "far": true}, "id": "000000001"}]'],
])('%s has calls in its own form', (name, written) => {
  const messages = calling('{"at":"sky","far":true}');
  expect(writeFixture(name, { messages, tools: [{ name: 'look' }] })).toContain(written);
});

test('Gemma 2 has the system message in the first turn of the user', () => {
  const messages: Message[] = [{ role: 'system', content: 'Be brief.' }, user];
  expect(writeFixture('google-gemma-2-2b-it', { messages })).toBe(
    '<s><start_of_turn>user\nBe brief.\n\nHi<end_of_turn>\n<start_of_turn>model\n',
  );
});

test('parallel calls are written one after another, each with its result, where a template knows one at a time', () => {
  const call = (id: string) => ({ id, name: `look_${id}`, arguments: '{}' });
  const text = writeFixture('meta-llama-Llama-3.1-8B-Instruct', {
    messages: [
      user,
      { role: 'assistant', content: '', toolCalls: [call('a'), call('b')] },
      { role: 'tool', callId: 'b', name: 'look_b', content: 'result b' },
      { role: 'tool', callId: 'a', name: 'look_a', content: 'result a' },
    ],
  });
  const order = ['look_a', 'result a', 'look_b', 'result b'].map((needle) => text.indexOf(needle));
  expect(order).not.toContain(-1);
  expect(order).toEqual(order.toSorted((a, b) => a - b));
});
