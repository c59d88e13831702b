import { existsSync } from 'node:fs';
import { rename } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ModelShape, randomWeights, shapes, writeModel } from '@antiphon/model-writer';
import { writeGguf } from './gguf.ts';

export type BenchModel = '3M' | '33M' | '135M' | '494M';
export type BenchDtype = 'int8' | 'q4';

/** Changes whenever written models would. */
const VERSION = 2;
const root = join(tmpdir(), 'antiphon-bench');

/** The folder of a model of random weights, written on first use and kept for the next run. */
export async function modelFolder(name: BenchModel, dtype: BenchDtype): Promise<string> {
  const folder = join(root, `${name}-${dtype}-${VERSION}`);
  if (existsSync(folder)) return folder;
  const partial = `${folder}.partial`;
  await writeModel(partial, { shape: shapes[name], dtype });
  await rename(partial, folder);
  return folder;
}

/** The same weights for llama.cpp, in its own form of as many bits. */
export async function ggufFile(name: BenchModel, dtype: BenchDtype): Promise<string> {
  const type = dtype === 'int8' ? 'q8_0' : 'q4_0';
  const path = join(root, `${name}-${type}-${VERSION}.gguf`);
  if (existsSync(path)) return path;
  const shape: ModelShape = shapes[name];
  const folder = await modelFolder(name, dtype);
  writeGguf(`${path}.partial`, { shape, weights: randomWeights(shape), type, folder });
  await rename(`${path}.partial`, path);
  return path;
}
