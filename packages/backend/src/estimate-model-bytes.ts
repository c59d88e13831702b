import { readdir, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { defaultCacheBytes } from './default-cache-bytes.ts';
import { chooseGraphs, filesIn } from './folder/graph-files.ts';
import { type ModelConfig, readModelConfig } from './folder/model-files.ts';
import { checkLoadOptions, type LoadModelOptions } from './load-options.ts';
import { locateModel } from './locate-model.ts';
import { readGraph } from './onnx/graph.ts';
import { areHeldTwice } from './onnx/held-twice.ts';

/**
 * About the most memory that a model takes once it is loaded with these options: its weights and all keys and values that it
 * may keep. Fetches what is not here yet, and throws as `loadModel` does.
 */
export async function estimateModelBytes(
  source: string,
  options: LoadModelOptions = {},
): Promise<number> {
  checkLoadOptions(options);
  const { folder } = await locateModel(source, options);
  const graphs = await chooseGraphs({ ...options, name: folder }, filesIn(folder));
  let bytes = 0;
  for (const graph of graphs.files) bytes += await weightBytes(join(folder, graph), options);
  return bytes + cacheBytes(await readModelConfig(folder), options);
}

/** A graph and the data that lies beside it, as often as they are held. */
async function weightBytes(graph: string, { device, threads }: LoadModelOptions): Promise<number> {
  const folder = dirname(graph);
  const names = (await readdir(folder)).map((name) => join(folder, name));
  const own = names.filter((name) => name === graph || name.startsWith(`${graph}_data`));
  const sizes = await Promise.all(own.map(async (name) => (await stat(name)).size));
  const bytes = sizes.reduce((sum, size) => sum + size, 0);
  const isTwice = (device ?? 'cpu') === 'cpu' && areHeldTwice(weightsOf(graph), threads);
  return isTwice ? 2 * bytes : bytes;
}

/** That a file is no graph is told when it is loaded. */
function weightsOf(graph: string): number {
  try {
    return readGraph(graph).weights;
  } catch {
    return Infinity;
  }
}

const MAX_SEQUENCES = 32;
const FLOAT_BYTES = 4;

function cacheBytes(config: ModelConfig, options: LoadModelOptions): number {
  const { cacheBytes = defaultCacheBytes(), maxSequences = MAX_SEQUENCES } = options;
  const text = { ...config, ...config.text_config };
  const { contextLength = text.max_position_embeddings } = options;
  const { num_hidden_layers: layers, num_attention_heads: heads, hidden_size: width } = text;
  if (!contextLength || !layers || !heads || !width) return cacheBytes;
  const headWidth = text.head_dim ?? width / heads;
  const numbers = 2 * layers * (text.num_key_value_heads ?? heads) * headWidth;
  return Math.min(cacheBytes, numbers * FLOAT_BYTES * contextLength * maxSequences);
}
