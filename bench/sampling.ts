/*
 * What one step of the sampler costs, against a plain loop that finds the largest of the same logits,
 * and against transformers.js with the same settings. All variants of a comparison take turns in one run,
 * each on its own fresh copy of the logits, and share a workspace as in a server; figures are the 10th
 * percentile. (node-llama-cpp is not among them: its sampler takes logits from a llama.cpp context only,
 * not from the caller.)
 *
 *   node --conditions=@antiphon/source bench/sampling.ts [--quick]
 */
import { writeFileSync } from 'node:fs';
import { createSampler, type SamplingInput, Workspace } from '@antiphon/sampler';
import {
  RepetitionPenaltyLogitsProcessor,
  random,
  softmax,
  TemperatureLogitsWarper,
  Tensor,
  topk,
} from '@xenova/transformers';
import { Checks, type Comparison } from './checks.ts';
import { lineChart, type Series } from './line-chart.ts';

const isQuick = process.argv.includes('--quick');
const rounds = isQuick ? 200 : 1000;
const vocabularySizes = [32_000, 128_000, 200_000];
const chartSizes = [8_000, 32_000, 64_000, 96_000, 128_000, 160_000, 200_000];
const contextLengths = [256, 1_024, 4_096, 8_192, 16_384, 32_768];

const common: SamplingInput = {
  repetitionPenalty: 1.1,
  temperature: 0.8,
  topK: 40,
  topP: 0.95,
  minP: 0.05,
};
const full: SamplingInput = {
  ...common,
  dryMultiplier: 0.8,
  frequencyPenalty: 0.2,
  presencePenalty: 0.1,
  logitBias: { 11: 1.5, 222: -3, 3333: -100 },
  topLogprobs: 5,
};

/** One step: takes fresh logits that it may change. */
type Step = (logits: Float32Array) => unknown;

const checks = new Checks('sampling');
for (const vocabularySize of vocabularySizes) {
  const workspace = new Workspace(vocabularySize);
  const times = await measure(vocabularySize, {
    ...ownSteps(workspace),
    transformers: transformersStep(vocabularySize, 1_024),
  });
  report(vocabularySize, times);
  const size = `${vocabularySize / 1000}k`;
  const check = (name: string, ratio: number, comparison: Comparison, limit: number) =>
    checks.add(name, { value: ratio, unit: 'times' }, comparison, limit);
  check(`greedy, ${size} logits, against the max loop`, times.greedy / times.max, '<=', 1);
  check(`common chain, ${size} logits, against the max loop`, times.common / times.max, '<=', 3);
  check(`full chain, ${size} logits, against the max loop`, times.full / times.max, '<=', 8);
  check(
    `transformers.js, ${size} logits, against ours`,
    times.transformers / times.common,
    '>=',
    5,
  );
}
await drawVocabularyChart();
await drawContextChart();
checks.close();

function findMax(logits: Float32Array): number {
  let max = -Infinity;
  let best = 0;
  for (let id = 0; id < logits.length; id++) {
    const logit = logits[id]!;
    if (logit > max) {
      max = logit;
      best = id;
    }
  }
  return best;
}

/** What every vocabulary is measured with, here and in the chart. */
function ownSteps(workspace: Workspace) {
  return {
    max: findMax,
    greedy: sampling({ temperature: 0 }, workspace, 1_024),
    common: sampling(common, workspace, 1_024),
    full: everything(workspace),
  };
}

function sampling(input: SamplingInput, workspace: Workspace, contextLength: number): Step {
  const { vocabularySize } = workspace;
  const sampler = createSampler(input, { vocabularySize, workspace, seed: 1, tokenText });
  sampler.prompt(contextOf(contextLength, vocabularySize));
  return (logits) => sampler.sample(logits);
}

/** Every stage: 4,096 tokens of context, logprobs, and a mask that allows half of the tokens. */
function everything(workspace: Workspace): Step {
  const { vocabularySize } = workspace;
  const sampler = createSampler(full, { vocabularySize, workspace, seed: 1, tokenText });
  sampler.prompt(contextOf(4_096, vocabularySize));
  const uniform = uniforms(5);
  const words = Math.ceil(vocabularySize / 32);
  const mask = Uint32Array.from({ length: words }, () => Math.floor(uniform() * 2 ** 32));
  return (logits) => sampler.sample(logits, mask);
}

/** Every 50th token is a DRY breaker. */
function tokenText(token: number): string {
  return token % 50 === 0 ? '\n' : ` word${token}`;
}

/** Its processors, then what `MultinomialSampler.sample` does, which it does not export. */
function transformersStep(vocabularySize: number, contextLength: number): Step {
  const inputIds = [contextOf(contextLength, vocabularySize).map(BigInt)];
  const repetition = new RepetitionPenaltyLogitsProcessor(common.repetitionPenalty!);
  const temperature = new TemperatureLogitsWarper(common.temperature!);
  return async (logits) => {
    const tensor = new Tensor('float32', logits, [1, vocabularySize]);
    repetition._call(inputIds, tensor);
    temperature._call(inputIds, tensor);
    const [values, ids] = await topk(new Tensor('float32', logits, [vocabularySize]), common.topK!);
    const probabilities = softmax(values.data as Float32Array);
    return Number(ids.data[weightedIndex(probabilities)]);
  };
}

function weightedIndex(weights: Float32Array): number {
  let rest = random.random() * weights.reduce((sum, weight) => sum + weight, 0);
  const index = weights.findIndex((weight) => {
    rest -= weight;
    return rest < 0;
  });
  return Math.max(0, index);
}

/** Microseconds of each step, the 10th percentile. */
async function measure<Name extends string>(
  vocabularySize: number,
  steps: Record<Name, Step>,
): Promise<Record<Name, number>> {
  const names = Object.keys(steps) as Name[];
  const rows = Array.from({ length: 8 }, (_, seed) => logitsOf(vocabularySize, seed));
  const scratch = new Float32Array(vocabularySize);
  const samples = Object.fromEntries(names.map((name) => [name, [] as number[]]));
  const warmUp = rounds / 5;
  for (let round = 0; round < rounds + warmUp; round++) {
    for (const name of names) {
      scratch.set(rows[round % rows.length]!);
      const start = performance.now();
      const result = steps[name](scratch);
      if (result instanceof Promise) await result;
      if (round >= warmUp) samples[name]!.push(performance.now() - start);
    }
  }
  const times = names.map((name) => [name, 1000 * percentile(samples[name]!, 0.1)]);
  return Object.fromEntries(times) as Record<Name, number>;
}

function percentile(values: number[], share: number): number {
  return values.sort((a, b) => a - b)[Math.floor(share * values.length)]!;
}

/** As a language model's: a bell of unlikely tokens, and a tail of a few dozen likely ones. */
function logitsOf(vocabularySize: number, seed: number): Float32Array {
  const uniform = uniforms(seed + 1);
  const normal = () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform());
  const logits = Float32Array.from({ length: vocabularySize }, () => 2.5 * normal());
  for (let rank = 0; rank < 60; rank++) {
    logits[Math.floor(uniform() * vocabularySize)] = 18 - 2 * Math.log(rank + 1) + normal();
  }
  return logits;
}

/** Frequent tokens and rare ones, as in text (Zipf), with a passage that comes again and again. */
function contextOf(length: number, vocabularySize: number): number[] {
  const uniform = uniforms(99);
  const passage = Array.from({ length: 40 }, () => Math.floor(uniform() * vocabularySize));
  return Array.from({ length }, (_, position) =>
    position % 500 < passage.length
      ? passage[position % 500]!
      : Math.floor(vocabularySize ** uniform()) - 1,
  );
}

/** Park and Miller's generator: enough for inputs that repeat. */
function uniforms(seed: number): () => number {
  let state = seed * 7919;
  return () => {
    state = (state * 48271) % 2147483647;
    return state / 2147483647;
  };
}

function report(vocabularySize: number, times: Record<string, number>): void {
  const columns = Object.entries(times).map(([name, time]) => `${name} ${time.toFixed(0)} µs`);
  console.log(`${vocabularySize} logits: ${columns.join(', ')}`);
}

async function drawVocabularyChart(): Promise<void> {
  const series: Series[] = ['max loop', 'greedy', 'common chain', 'full chain'].map((name) => ({
    name,
    points: [],
  }));
  for (const vocabularySize of chartSizes) {
    const workspace = new Workspace(vocabularySize);
    const times = await measure(vocabularySize, ownSteps(workspace));
    const columns = [times.max, times.greedy, times.common, times.full];
    for (const [index, time] of columns.entries()) {
      series[index]!.points.push([vocabularySize, time]);
    }
  }
  save('sampling-vocabulary.svg', {
    title: 'One step of the sampler by size of the vocabulary',
    xLabel: 'logits',
    series,
  });
}

async function drawContextChart(): Promise<void> {
  const vocabularySize = 128_000;
  const workspace = new Workspace(vocabularySize);
  const series: Series[] = [
    { name: 'common chain and DRY', points: [] },
    { name: 'common chain', points: [] },
  ];
  for (const contextLength of contextLengths) {
    const times = await measure(vocabularySize, {
      dry: sampling({ ...common, dryMultiplier: 0.8 }, workspace, contextLength),
      common: sampling(common, workspace, contextLength),
    });
    series[0]!.points.push([contextLength, times.dry]);
    series[1]!.points.push([contextLength, times.common]);
  }
  save('sampling-context.svg', {
    title: 'One step of the sampler by length of the context, 128,000 logits',
    xLabel: 'tokens of context',
    series,
  });
}

function save(
  file: string,
  chart: { title: string; xLabel: string; series: readonly Series[] },
): void {
  writeFileSync(new URL(file, import.meta.url), lineChart({ ...chart, yLabel: 'µs' }));
}
