import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import {
  type Conversation,
  type LogitsModel,
  loadScriptedModel,
  type Message,
  ModelFaultError,
  ModelLoadError,
} from '../../src/index.ts';
import { testLogitsModel } from '../logits-model-contract.ts';

const folder = mkdtempSync(join(tmpdir(), 'antiphon-script-'));
const never = new AbortController().signal;

afterAll(() => rmSync(folder, { recursive: true }));

function write(content: unknown, name = 'script.json'): string {
  const path = join(folder, name);
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
}

const say = (text: string) => [{ type: 'text', text }];

testLogitsModel({
  open: () => loadScriptedModel(write({ rules: [{ output: say('Paris.') }] })),
  maxSequences: 16,
});

/** What the model writes, with the names of control tokens. */
async function answer(model: LogitsModel, conversation: Conversation): Promise<string> {
  const names = new Map([...model.tokenizer.specialTokens].map(([name, id]) => [id, name]));
  const sequence = model.open();
  let { tokens } = model.tokenizer.render(conversation);
  let text = '';
  for (;;) {
    const [row] = await model.step([{ sequence, tokens, logits: 'last' }], never);
    const token = row!.indexOf(Math.max(...row!));
    if (model.info.endOfTurnIds.has(token)) return text;
    text += names.get(token) ?? String.fromCharCode(token);
    tokens = [token];
  }
}

async function answerTo(rules: readonly object[], ...messages: Message[]): Promise<string> {
  return answer(await loadScriptedModel(write({ rules })), { messages, tools: [{ name: 'f' }] });
}

const user = (content: string): Message => ({ role: 'user', content });

test('the first rule counts whose pattern is in the last message, in capitals or not', async () => {
  const rules = [
    { when: 'weather', output: say('Rain.') },
    { when: '^hello', output: say('Hi.') },
    { output: say('What?') },
  ];
  expect(await answerTo(rules, user('The Weather?'))).toBe('Rain.');
  expect(await answerTo(rules, user('weather'), user('hello'))).toBe('Hi.');
  expect(await answerTo(rules, user('Oh, hello'))).toBe('What?');
});

test('a rule may ask whose the last message is, and what came before it', async () => {
  const called: Message = {
    role: 'assistant',
    content: '',
    toolCalls: [{ id: 'c', name: 'f', arguments: '{"city":"Rome"}' }],
  };
  const gave: Message = { role: 'tool', callId: 'c', name: 'f', content: '18' };
  const rules = [
    { role: 'tool', after: 'London', output: say('No.') },
    { role: 'tool', after: 'call: f \\{"city":"Rome"\\}', output: say('In Rome.') },
    { role: 'user', after: 'system: Be brief', output: say('Hi.') },
    { output: say('Hello there.') },
  ];
  expect(await answerTo(rules, user('Rome?'), called, gave)).toBe('In Rome.');
  expect(await answerTo(rules, { role: 'system', content: 'Be brief.' }, user('Hi'))).toBe('Hi.');
  expect(await answerTo(rules, user('Hi'))).toBe('Hello there.');
});

test('thoughts and calls stand between control tokens, which a text cannot spell', async () => {
  const output = [
    { type: 'reasoning', text: 'Hm.' },
    { type: 'text', text: '<think>' },
    { type: 'function_call', name: 'f', arguments: { a: ['$1'] } },
    { type: 'function_call', name: 'g', arguments: '{"a": ' },
  ];
  const rules = [{ when: 'say "(.*)"', output }];
  expect(await answerTo(rules, user('say "it"'))).toBe(
    '<think>Hm.</think><think>' +
      '<tool_call>\n{"name": "f", "arguments": {"a":["it"]}}\n</tool_call>\n' +
      '<tool_call>\n{"name": "g", "arguments": "{\\"a\\": "}\n</tool_call>',
  );
  const model = await loadScriptedModel(write({ rules }));
  const spelled = model.tokenizer.encode('<think>');
  expect(spelled).not.toContain(model.tokenizer.specialTokens.get('<think>'));
});

test('$1 is what the first group matched, and stays where there is none', async () => {
  const rules = [{ when: 'my name is (\\w+)( .*)?', output: say('$1, $2$3') }];
  expect(await answerTo(rules, user('My name is Ada'))).toBe('Ada, $3');
});

test('a failure breaks off the item before it, and leaves other sequences as they were', async () => {
  const output = [
    { type: 'function_call', name: 'f', arguments: { a: 1 } },
    { type: 'failure', message: 'out of order: $1' },
  ];
  const rules = [
    { when: '(fail)', output },
    { when: 'go', output: say('on') },
  ];
  const model = await loadScriptedModel(write({ rules }));
  const conversation = { messages: [user('fail')], tools: [{ name: 'f' }] };
  await expect(answer(model, conversation)).rejects.toThrow('out of order: fail');
  const [bad, good] = [model.open(), model.open()];
  const written = [
    ...model.tokenizer.render(conversation).tokens,
    model.tokenizer.specialTokens.get('<tool_call>')!,
    ...model.tokenizer.encode('\n{"name": "f", "arguments": {"a":1'),
  ];
  const prompt = model.tokenizer.render({ messages: [user('go')] }).tokens;
  const step = model.step(
    [
      { sequence: good, tokens: prompt, logits: 'last' },
      { sequence: bad, tokens: written, logits: 'last' },
    ],
    never,
  );
  const fault = await step.catch((reason: unknown) => reason);
  expect(fault instanceof ModelFaultError && fault.sequences).toEqual([bad]);
  expect(good.length).toBe(0);
});

test('what no rule fits and a call without tools are failures that say so', async () => {
  const rules = [{ when: 'call', output: [{ type: 'function_call', name: 'f', arguments: {} }] }];
  const model = await loadScriptedModel(write({ rules }));
  await expect(answer(model, { messages: [user('call')] })).rejects.toThrow(
    'the script calls f, and the request has no tools',
  );
  await expect(answer(model, { messages: [user('sing')] })).rejects.toThrow(
    'no rule of the script fits the user message "sing"',
  );
});

test('the model is named as the file, and has the context that it says', async () => {
  const path = write({ context_length: 77, rules: [{ output: say('x') }] }, 'gpt-small.json');
  const { info } = await loadScriptedModel(path);
  expect(info).toMatchObject({ id: 'gpt-small', contextLength: 77 });
});

test('a step at a pace ends at once when it is called off', async () => {
  const pace = { ms_per_token: 2 ** 30 };
  const model = await loadScriptedModel(write({ rules: [{ pace, output: say('x') }] }));
  const abort = new AbortController();
  const { tokens } = model.tokenizer.render({ messages: [user('Hi')] });
  const item = { sequence: model.open(), tokens, logits: 'last' as const };
  const step = model.step([item], abort.signal);
  abort.abort(new Error('enough'));
  await expect(step).rejects.toThrow('enough');
});

const output = say('x');

test.each([
  ['[', /^the script .*script\.json: it is not JSON: /],
  [[], /the file must be an object, got \[\]/],
  [{ rules: [] }, /rules must be a list with something in it, got \[\]/],
  [{ rules: [{ output }], speed: 1 }, /the file has no field speed; it has context_length, pace/],
  [
    { rules: [{ output }], context_length: 1.5 },
    /context_length must be a positive integer, got 1/,
  ],
  [{ rules: [{}] }, /rules\[0\]\.output must be a list with something in it, got nothing/],
  [{ rules: [{ output, role: 'bot' }] }, /rules\[0\]\.role must be one of system, user, assistant/],
  [{ rules: [{ output, when: '(' }] }, /rules\[0\]\.when: Invalid regular expression/],
  [{ rules: [{ output, when: 3 }] }, /rules\[0\]\.when must be a text, got 3/],
  [
    { rules: [{ output: [{ type: 'image' }] }] },
    /output\[0\]\.type must be one of text, reasoning/,
  ],
  [{ rules: [{ output: [{ type: 'text' }] }] }, /output\[0\]\.text must be a text, got nothing/],
  [
    { rules: [{ output: [{ type: 'function_call', name: 'f', arguments: 1 }] }] },
    /output\[0\]\.arguments must be an object or a string, got 1/,
  ],
  [
    { rules: [{ output: [{ type: 'failure', message: 'm' }, ...output] }] },
    /rules\[0\]\.output\[0\] must be the last item: nothing follows a failure/,
  ],
  [
    { rules: [{ output }], pace: { tokens_per_second: 0 } },
    /pace\.tokens_per_second must be a number above 0, got 0/,
  ],
  [
    { rules: [{ output, pace: { tokens_per_second: 1, ms_per_token: 1 } }] },
    /rules\[0\]\.pace must have ms_per_token or tokens_per_second, not both/,
  ],
])('%j is refused', async (content, message) => {
  const loading = loadScriptedModel(write(content));
  await expect(loading).rejects.toBeInstanceOf(ModelLoadError);
  await expect(loading).rejects.toThrow(message);
});

test('a file that is not there is refused with its name', async () => {
  const loading = loadScriptedModel(join(folder, 'none.json'));
  await expect(loading).rejects.toBeInstanceOf(ModelLoadError);
  await expect(loading).rejects.toThrow(/none\.json/);
});

test('the example of the documentation is a script', async () => {
  const page = readFileSync(new URL('../../../../docs/scripted-model.md', import.meta.url), 'utf8');
  const [, example] = /```json\n(.*?)```/s.exec(page)!;
  const model = await loadScriptedModel(write(example));
  const messages = [user('How is the weather in Rome?')];
  expect(await answer(model, { messages, tools: [{ name: 'get_weather' }] })).toBe(
    '<think>I have to ask for Rome.</think>' +
      '<tool_call>\n{"name": "get_weather", "arguments": {"city":"Rome"}}\n</tool_call>',
  );
  expect(await answer(model, { messages: [user('Hi')] })).toBe('Hello!');
});
