import {
  LogitsProcessorList,
  RepetitionPenaltyLogitsProcessor,
  softmax,
  TemperatureLogitsWarper,
  Tensor,
  topk,
} from '@xenova/transformers';
import { expect, test } from 'vitest';
import { samplingProcessor } from '../../src/adapters/transformers.ts';
import { TokenContext } from '../../src/context.ts';
import { createSampler, type SamplingInput, Workspace } from '../../src/index.ts';
import { Penalties } from '../../src/penalties.ts';
import { Cases, forEachCase } from '../cases.ts';
import { inputsOf, ScriptedModel } from './scripted-model.ts';

const vocabularySize = 30;
const newTokens = 24;

/** Depends on the last token only, so that a model left alone falls into a loop. */
function script(tokens: readonly number[]): Float32Array {
  const cases = new Cases(tokens.at(-1)!);
  return Float32Array.from({ length: vocabularySize }, () => 2 * cases.normal());
}

async function generate(
  input: SamplingInput,
  prompts: number[][],
  config: object = {},
): Promise<number[][]> {
  const processors = new LogitsProcessorList();
  processors.push(samplingProcessor(input, { seed: 7, tokenText: (token) => `<${token}>` }));
  const sequences = await new ScriptedModel(script).generate({
    ...inputsOf(prompts),
    max_new_tokens: newTokens,
    logits_processor: processors,
    ...config,
  });
  if (!(sequences instanceof Tensor)) throw new TypeError('generate() gave no tensor');
  return sequences.tolist().map((row: bigint[]) => row.map(Number));
}

/** What our own loop draws with the same settings. */
function sampled(input: SamplingInput, prompt: number[], stream: number): number[] {
  const tokenText = (token: number) => `<${token}>`;
  const sampler = createSampler(input, { vocabularySize, seed: 7, stream, tokenText });
  sampler.prompt(prompt);
  const tokens = [...prompt];
  for (let step = 0; step < newTokens; step++) tokens.push(sampler.sample(script(tokens)));
  return tokens;
}

const inputs: SamplingInput[] = [
  { temperature: 0 },
  { temperature: 0, repetitionPenalty: 1.3, frequencyPenalty: 0.5 },
  { temperature: 0, dryMultiplier: 2 },
  { temperature: 1.5, topK: 12, topP: 0.95, minP: 0.05, dryMultiplier: 0.8, logitBias: { 3: 4 } },
];

test.each(inputs)('generate() with %o gives the tokens of the sampler itself', async (input) => {
  const prompts = [
    [1, 2, 3, 4],
    [9, 8, 9, 8],
  ];
  const expected = prompts.map((prompt, row) => sampled(input, prompt, row));
  expect(await generate(input, prompts)).toEqual(expected);
});

test('do_sample of the library takes the drawn token too', async () => {
  const input = { temperature: 1.2, minP: 0.02 };
  const expected = [sampled(input, [5, 6], 0)];
  expect(await generate(input, [[5, 6]], { do_sample: true, top_k: 50 })).toEqual(expected);
});

test('a second generate() with the same processor starts afresh', async () => {
  const processors = new LogitsProcessorList();
  processors.push(samplingProcessor({ temperature: 1.5 }, { seed: 7 }));
  const options = { max_new_tokens: newTokens, logits_processor: processors };
  const model = new ScriptedModel(script);
  const first = await model.generate({ ...inputsOf([[1, 2, 3]]), ...options });
  const second = await model.generate({ ...inputsOf([[1, 2, 3]]), ...options });
  expect(second).toEqual(first);
});

test('logits that are not float32 are refused', () => {
  const processor = samplingProcessor({});
  const logits = { data: new Uint16Array(4), dims: [1, 4] };
  expect(() => processor([[1n]], logits)).toThrow('float32');
});

test('the repetition penalty is that of transformers.js', () => {
  forEachCase(2_000, (cases) => {
    const logits = cases.logits(vocabularySize);
    const tokens = cases.tokens(cases.integer(1, 40), vocabularySize);
    const repetitionPenalty = cases.between(0.5, 2);
    const tensor = new Tensor('float32', logits.slice(), [1, vocabularySize]);
    const processor = new RepetitionPenaltyLogitsProcessor(repetitionPenalty);
    processor._call([tokens.map(BigInt)], tensor);
    const context = new TokenContext(vocabularySize);
    context.addPrompt(tokens);
    const settings = { frequencyPenalty: 0, presencePenalty: 0, repetitionPenalty };
    new Penalties(settings, context).apply(logits);
    expect(logits).toEqual(tensor.data);
  });
});

test('temperature and top-k leave the distribution that the multinomial sampler of transformers.js draws from', async () => {
  for (let seed = 0; seed < 50; seed++) {
    const cases = new Cases(seed);
    const logits = Float32Array.from({ length: 300 }, () => 3 * cases.normal());
    const temperature = cases.between(0.3, 2);
    const tensor = new Tensor('float32', logits.slice(), [1, 300]);
    new TemperatureLogitsWarper(temperature)._call([], tensor);
    // As MultinomialSampler.sample does, which the library does not export.
    const [values, ids] = await topk(new Tensor('float32', tensor.data, [300]), 40);
    const probabilities = softmax([...values.data].map(Number));

    const workspace = new Workspace(300);
    const sampler = createSampler(
      { temperature, topK: 40 },
      { vocabularySize: 300, seed, workspace },
    );
    sampler.sample(logits);
    const { candidates } = workspace;
    const total = candidates.weights
      .slice(0, candidates.count)
      .reduce((sum, weight) => sum + weight, 0);
    expect(candidates.count).toBe(40);
    for (const [rank, id] of [...ids.data].map(Number).entries()) {
      const index = candidates.ids.indexOf(id);
      expect(candidates.weights[index]! / total).toBeCloseTo(probabilities[rank]!, 6);
    }
  }
});
