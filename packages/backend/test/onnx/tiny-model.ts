import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ModelOptions, shapes, writeModel } from '@antiphon/model-writer';
import { onTestFinished } from 'vitest';
import type { LogitsModel, Sequence, StepItem } from '../../src/logits-model.ts';
import { type OnnxModelOptions, openOnnxModel } from '../../src/onnx/model.ts';
import { embeddedInfo, embeddedTokenizer } from './embedded.ts';

export const tinyShape = shapes.tiny;
export const signal = new AbortController().signal;

/** Writes a graph with random weights, opens it, and closes and deletes it after the test. */
export async function openTiny(
  graph: Partial<ModelOptions> = {},
  options: Partial<OnnxModelOptions> = {},
): Promise<LogitsModel> {
  const { file, shape } = await writeTiny(graph);
  const { vocabularySize, contextLength } = shape;
  const model = await openOnnxModel({
    file,
    info: { ...embeddedInfo, id: 'tiny', vocabularySize, contextLength },
    tokenizer: embeddedTokenizer,
    cacheBytes: 64 * 2 ** 20,
    ...options,
  });
  onTestFinished(() => model.close());
  return model;
}

export async function writeTiny(graph: Partial<ModelOptions> = {}) {
  const folder = await mkdtemp(join(tmpdir(), 'antiphon-tiny-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const shape = graph.shape ?? tinyShape;
  await writeModel(folder, { ...graph, shape });
  const [name] = await readdir(join(folder, 'onnx'));
  return { file: join(folder, 'onnx', name!), shape };
}

/** A copy of the logits after these tokens. */
export async function advance(
  model: LogitsModel,
  sequence: Sequence,
  tokens: readonly number[],
): Promise<Float32Array> {
  const [row] = await model.step([last(sequence, tokens)], signal);
  return row!.slice();
}

export function last(sequence: Sequence, tokens: readonly number[]): StepItem {
  return { sequence, tokens, logits: 'last' };
}

/** Tokens that look random and are the same at every run. */
export function someTokens(count: number, seed: number): number[] {
  const { vocabularySize } = tinyShape;
  return Array.from(
    { length: count },
    (_, index) => (index * 7919 + seed * 104729 + 13) % vocabularySize,
  );
}

export function largestDifference(a: Float32Array, b: Float32Array): number {
  return a.reduce((largest, value, index) => Math.max(largest, Math.abs(value - b[index]!)), 0);
}
