import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import {
  AutoModelForCausalLM,
  AutoTokenizer,
  env,
  type PreTrainedModel,
  type PreTrainedTokenizer,
  Tensor,
} from '@xenova/transformers';
import { onTestFinished } from 'vitest';
import { type Dtype, type ModelOptions, writeModel } from '../src/index.ts';

/** A folder that is removed with all it holds when the test has ended. */
export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'model-writer-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  return folder;
}

/** Writes a model and loads it as users of the hub do, with transformers.js. */
export async function loadWritten(options: ModelOptions): Promise<PreTrainedModel> {
  const folder = await temporaryFolder();
  await writeModel(folder, options);
  return load(folder, options.dtype ?? 'fp32');
}

export async function load(folder: string, dtype: Dtype): Promise<PreTrainedModel> {
  lookIn(dirname(folder));
  const known = dtype === 'int8' || dtype === 'int8-dynamic' ? 'q8' : dtype;
  const model = await AutoModelForCausalLM.from_pretrained(basename(folder), { dtype: known });
  onTestFinished(async () => {
    await model.dispose();
  });
  return model;
}

export async function loadTokenizer(folder: string): Promise<PreTrainedTokenizer> {
  lookIn(dirname(folder));
  return AutoTokenizer.from_pretrained(basename(folder));
}

/** The logits after each of the tokens. */
export async function logitsOf(model: PreTrainedModel, tokens: readonly number[]) {
  const dimensions = [1, tokens.length];
  const { logits } = await model.forward({
    input_ids: new Tensor('int64', BigInt64Array.from(tokens, BigInt), dimensions),
    attention_mask: new Tensor('int64', new BigInt64Array(tokens.length).fill(1n), dimensions),
  });
  const data: unknown = logits.data;
  if (!(data instanceof Float32Array)) throw new TypeError('logits are not float32');
  return data;
}

export function largestDifference(left: Float32Array, right: Float32Array): number {
  return left.reduce((most, value, index) => Math.max(most, Math.abs(value - right[index]!)), 0);
}

function lookIn(folder: string): void {
  env.allowRemoteModels = false;
  env.localModelPath = folder;
}
