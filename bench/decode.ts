/*
 * Speed of generation: one stream, prompts and batches, on models of random weights in today's shapes. The runtimes take turns in
 * short bursts, on the same weights with as many threads; a figure is the 10th percentile of its steps.
 *
 *   node --conditions=@antiphon/source bench/decode.ts [--quick] [--model=135M] [--dtype=int8]
 *
 * llama.cpp takes part once it is installed (npm --prefix bench/peers install), as node-llama-cpp sets it up and, for comparison
 * only, without flash attention; mistral.rs where MISTRALRS_PYTHON names a python that can import it.
 */
import { availableParallelism } from 'node:os';
import { shapes } from '@antiphon/model-writer';
import { type BatchFigure, measureBatches } from './batches.ts';
import { type BenchDtype, type BenchModel, ggufFile, modelFolder } from './bench-models.ts';
import { Checks } from './checks.ts';
import { bytesPerToken } from './decode-bytes.ts';
import { type DecodeFigures, measureDecode } from './decode-figures.ts';
import type { DecodePeer } from './decode-peer.ts';
import { hasLlama, openLlamaPeer } from './llama-peer.ts';
import { runMistralRs } from './mistral-rs.ts';
import { openOurPeer } from './our-peer.ts';
import { readBandwidth } from './read-bandwidth.ts';
import { openTransformersPeer } from './transformers-peer.ts';

const isQuick = process.argv.includes('--quick');
const everyModel: readonly BenchModel[] = isQuick ? ['3M', '33M'] : ['3M', '33M', '135M', '494M'];
const everyDtype: readonly BenchDtype[] = ['q4', 'int8'];
const contexts = isQuick ? [128, 1024] : [128, 1024, 3072];

const checks = new Checks('decode');
if (!hasLlama) {
  console.log('not run: all against llama.cpp (npm --prefix bench/peers install)');
}
for (const model of chosen('model', everyModel)) {
  for (const dtype of chosen('dtype', everyDtype)) await compare(model, dtype);
}
if (!isQuick && chosen('model', everyModel).includes('135M')) await compareBatches();
checks.close();

/** The words of an option, or all. */
function chosen<Word extends string>(option: string, words: readonly Word[]): readonly Word[] {
  const prefix = `--${option}=`;
  const given = process.argv.find((argument) => argument.startsWith(prefix));
  if (given === undefined) return words;
  const wanted = given.slice(prefix.length).split(',');
  return words.filter((word) => wanted.includes(word));
}

/** Small models lose more time to waiting for each other than threads save them. */
function threadsFor(model: BenchModel): number {
  return model === '3M' ? 1 : availableParallelism();
}

async function compare(model: BenchModel, dtype: BenchDtype): Promise<void> {
  const threads = threadsFor(model);
  const peers = await openPeers(model, dtype, threads);
  console.log(`\n${model} ${dtype}, threads: ${threads}`);
  for (const context of contexts) {
    const vocabularySize = shapes[model].vocabularySize;
    const figures = await measureDecode(peers, { context, vocabularySize, isQuick });
    const bandwidth = await readBandwidth(threads);
    report(figures, (1000 * bytesPerToken(shapes[model], dtype, context)) / bandwidth);
    check(`${model} ${dtype} at ${context}`, dtype, context, figures);
  }
  for (const peer of peers) await peer.close();
  await reportMistralRs(model, dtype);
}

async function openPeers(
  model: BenchModel,
  dtype: BenchDtype,
  threads: number,
): Promise<DecodePeer[]> {
  const folder = await modelFolder(model, dtype);
  const known = dtype === 'int8' ? 'q8' : dtype;
  const peers = [
    await openOurPeer(folder, known, threads),
    await openTransformersPeer(folder, known, threads),
  ];
  if (!hasLlama) return peers;
  const file = await ggufFile(model, dtype);
  peers.push(await openLlamaPeer(file, { threads }));
  if (!isQuick) peers.push(await openLlamaPeer(file, { threads, flashAttention: false }));
  return peers;
}

/** Not in turn with the others, and means: for comparison only. */
async function reportMistralRs(model: BenchModel, dtype: BenchDtype): Promise<void> {
  const figures = runMistralRs(await ggufFile(model, dtype), contexts) ?? [];
  for (const { context, tokensPerSecond, promptTokensPerSecond } of figures) {
    const step = `${(1000 / tokensPerSecond).toFixed(2)} ms a token (${tokensPerSecond.toFixed(0)}/s)`;
    console.log(
      `  ${context} mistral.rs       ${step}; prompt ${promptTokensPerSecond.toFixed(0)} tokens/s`,
    );
  }
}

/** `limit` is the time in ms that reading the weights and the cache from memory takes at least. */
function report(figures: readonly DecodeFigures[], limit: number): void {
  for (const { name, context, step, prompt } of figures) {
    const speed = `${step.toFixed(2)} ms a token (${(1000 / step).toFixed(0)}/s)`;
    const fraction = `${((100 * limit) / step).toFixed(0)} % of what memory allows`;
    const prefill = `prompt ${prompt.toFixed(0)} tokens/s`;
    console.log(`  ${context} ${name.padEnd(16)} ${speed}, ${fraction}; ${prefill}`);
  }
}

function check(
  name: string,
  dtype: BenchDtype,
  context: number,
  [ours, transformers, llama]: readonly DecodeFigures[],
): void {
  if (!ours || !transformers) return;
  const isLong = context >= 1024;
  const times = (value: number) => ({ value, unit: 'x' });
  const overTransformers = times(transformers.step / ours.step);
  checks.add(`${name}, over transformers.js`, overTransformers, '>=', isLong ? 2.3 : 1.3);
  if (!llama) return;
  checks.add(`${name}, over llama.cpp`, times(llama.step / ours.step), '>=', isLong ? 1 : 0.95);
  if (dtype !== 'int8') return;
  checks.add(`${name}, prompt over llama.cpp`, times(ours.prompt / llama.prompt), '>=', 2);
}

async function compareBatches(): Promise<void> {
  for (const dtype of chosen('dtype', everyDtype)) {
    const folder = await modelFolder('135M', dtype);
    const figures = await measureBatches(
      folder,
      dtype === 'int8' ? 'q8' : dtype,
      threadsFor('135M'),
    );
    console.log(`\n135M ${dtype}, several sequences of 128 tokens`);
    for (const { size, tokensPerSecond } of figures) {
      console.log(`  ${String(size).padStart(2)} at once: ${tokensPerSecond.toFixed(0)} tokens/s`);
    }
    if (dtype === 'int8') checkBatches(figures);
  }
}

function checkBatches(figures: readonly BatchFigure[]): void {
  const speed = (wanted: number) =>
    figures.find(({ size }) => size === wanted)?.tokensPerSecond ?? Number.NaN;
  const gain = { value: speed(16) / speed(1), unit: 'x' };
  checks.add('135M int8, 16 sequences over one', gain, '>=', 4);
}
