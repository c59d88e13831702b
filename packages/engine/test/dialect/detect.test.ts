import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { modelFolder } from '@antiphon/embedded-model';
import { expect, test } from 'vitest';
import {
  fixtureNames,
  fixtureTokenizer,
} from '../../../backend/test/tokenizer/template/fixture-tokenizer.ts';
import { detectDialect } from '../../src/dialect/detect.ts';
import { Pieces } from '../answer/pieces.ts';

/** The form of calls and the mark of thoughts; an empty string where there are none. */
const families: Record<string, readonly [string, string]> = {
  'Apertus-8B-Instruct': ['Apertus', '<|inner_prefix|>'],
  'GLM-4.6': ['GLM', '<think>'],
  'GLM-4.7-Flash': ['GLM', '<think>'],
  'HuggingFaceTB-SmolLM3-3B': ['', '<think>'],
  'Kimi-K2-Instruct': ['Kimi', ''],
  'LFM2-8B-A1B': ['Liquid', ''],
  'LFM2.5-8B-A1B': ['Liquid', '<think>'],
  'LFM2.5-Instruct': ['Liquid', '<think>'],
  'MiniMax-M2': ['MiniMax', '<think>'],
  'Mistral-Small-3.2-24B-Instruct-2506': ['Mistral', ''],
  'NVIDIA-Nemotron-Nano-v2': ['Nemotron', '<think>'],
  'NousResearch-Hermes-3-Llama-3.1-8B-tool_use': ['Hermes', ''],
  'Qwen-QwQ-32B': ['Hermes', '<think>'],
  'Qwen-Qwen2.5-7B-Instruct': ['Hermes', ''],
  'Qwen-Qwen3-0.6B': ['Hermes', '<think>'],
  'Qwen3-Coder': ['Qwen Coder', ''],
  'Qwen3.5-4B': ['Qwen Coder', '<think>'],
  'deepseek-ai-DeepSeek-R1-Distill-Qwen-32B': ['DeepSeek R1', '<think>'],
  'deepseek-ai-DeepSeek-V3.1': ['DeepSeek V3.1', '<think>'],
  'deepseek-ai-DeepSeek-V3.2': ['DeepSeek V3.2', '<think>'],
  'google-gemma-2-2b-it': ['', ''],
  'google-gemma-4-31B-it': ['Gemma', '<|channel>thought'],
  'ibm-granite-granite-3.3-2B-Instruct': ['Granite', '<think>'],
  'ibm-granite-granite-4.0': ['Hermes', ''],
  'llama-cpp-deepseek-r1': ['DeepSeek R1', '<think>'],
  'meetkai-functionary-medium-v3.1': ['Functionary', ''],
  'meta-llama-Llama-3.1-8B-Instruct': ['Llama', ''],
  'meta-llama-Llama-3.2-3B-Instruct': ['Llama', ''],
  'microsoft-Phi-3.5-mini-instruct': ['', ''],
  'mistralai-Ministral-3-14B-Reasoning-2512': ['Mistral', '[THINK]'],
  'mistralai-Mistral-Nemo-Instruct-2407': ['Mistral', ''],
  'openai-gpt-oss-120b': ['gpt-oss', '<|channel|>analysis<|message|>'],
  'unsloth-mistral-Devstral-Small-2507': ['Mistral', ''],
};

test.each(fixtureNames)('%s is known by its template', (name) => {
  const { calls, reasoning } = detectDialect(fixtureTokenizer(name));
  expect([calls?.name ?? '', reasoning?.begin ?? '']).toEqual(families[name]);
});

const opening = '{% if enable_thinking %}<think>{% endif %}';

test.each([
  ['opens them where they are asked for', opening, true],
  ['opens them unless they are unwanted', opening.replace('%}', 'is not false %}'), true],
  ['closes them too', `${opening}{% if not enable_thinking %}<think></think>{% endif %}`, false],
  ['always opens them', '<think>', false],
  ['leaves them to the model', 'assistant:', false],
  ['fails', '{{ raise_exception("no") }}', false],
])('a template that %s is told by what it writes', (_, prompt, isOpenedOnRequest) => {
  const history = '{% if messages[0].role == "assistant" %}</think>{% endif %}';
  const { reasoning } = detectDialect(new Pieces(history + prompt));
  expect(reasoning).toEqual({ begin: '<think>', end: '</think>', isOpenedOnRequest });
});

test('no well-known template opens thoughts on request and writes nothing otherwise', () => {
  const dialects = fixtureNames.map((name) => detectDialect(fixtureTokenizer(name)));
  expect(dialects.filter(({ reasoning }) => reasoning?.isOpenedOnRequest)).toEqual([]);
});

test('every kind of Mistral is told apart', () => {
  const shapes = [
    'mistralai-Mistral-Nemo-Instruct-2407',
    'Mistral-Small-3.2-24B-Instruct-2506',
  ].map((name) => detectDialect(fixtureTokenizer(name)).calls?.shape);
  expect(shapes).toMatchObject([{ begin: '[TOOL_CALLS][' }, { begin: '' }]);
});

test('the embedded model calls like Hermes, and thinks where it is asked to', () => {
  const template = readFileSync(join(modelFolder, 'chat_template.jinja'), 'utf8');
  expect(detectDialect(new Pieces(template))).toMatchObject({
    reasoning: { begin: '<think>', end: '</think>', isOpenedOnRequest: true },
    calls: { name: 'Hermes' },
  });
});

test('where a template shows no call, a control token tells its form', () => {
  const pieces = new Pieces('{% for tool in tools %}', ['<|tool_call_start|>']);
  expect(detectDialect(pieces).calls?.name).toBe('Liquid');
  expect(detectDialect(new Pieces('', ['<|tool_call_start|>'])).calls).toBeUndefined();
});

test('control tokens that end the turn are those that the vocabulary has', () => {
  const { endOfTurnNames } = detectDialect(
    new Pieces('<|channel|><|message|>', ['<|end|>', '<|return|>', '<|call|>']),
  );
  expect(endOfTurnNames).toEqual(['<|return|>', '<|call|>']);
  expect(detectDialect(new Pieces('<|assistant|>', ['<|end|>'])).endOfTurnNames).toEqual([
    '<|end|>',
  ]);
});
