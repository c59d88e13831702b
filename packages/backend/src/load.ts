import { join } from 'node:path';
import { describeModel, type ModelDescription } from './folder/describe-model.ts';
import { chooseGraphs, filesIn, type GraphFiles } from './folder/graph-files.ts';
import { readModelFiles } from './folder/model-files.ts';
import { checkLoadOptions, type LoadModelOptions } from './load-options.ts';
import { locateModel } from './locate-model.ts';
import { type LogitsModel, ModelLoadError } from './logits-model.ts';
import { UnsupportedGraphError } from './onnx/unsupported-graph-error.ts';
import type { Tokenizer } from './tokenizer/tokenizer.ts';
import { createTokenizer } from './tokenizer/tokenizer-json.ts';

/**
 * Loads a model from a folder in the hub's layout, or by hub id, which fetches what is not here yet. Throws `ModelLoadError` when
 * it cannot be had, and the signal's reason once aborted.
 */
export async function loadModel(
  source: string,
  options: LoadModelOptions = {},
): Promise<LogitsModel> {
  checkLoadOptions(options);
  const { signal } = options;
  signal?.throwIfAborted();
  const model = await openModel(await readModel(source, options), options);
  if (!signal?.aborted) return model;
  await model.close();
  throw signal.reason;
}

/** A model that is here and not open yet. */
interface FoundModel {
  readonly folder: string;
  readonly graphs: GraphFiles;
  readonly info: ModelDescription;
  readonly tokenizer: Tokenizer;
}

async function readModel(source: string, options: LoadModelOptions): Promise<FoundModel> {
  const { folder, id } = await locateModel(source, options);
  const { device = 'cpu', contextLength } = options;
  const files = await readModelFiles(folder);
  const graphs = await chooseGraphs({ ...options, name: folder }, filesIn(folder));
  const tokenizer = createTokenizer(files.tokenizer, files.tokenizerConfig);
  const { dtype } = graphs;
  const info = describeModel(files, { id, dtype, device, tokenizer, contextLength });
  return { folder, graphs, info, tokenizer };
}

/** Opens it on the first runtime that can serve it. */
async function openModel(found: FoundModel, options: LoadModelOptions): Promise<LogitsModel> {
  const { runtime = 'auto', log, signal } = options;
  const { id, dtype, device } = found.info;
  const faults: unknown[] = [];
  for (const candidate of runtime === 'auto' ? (['onnx', 'transformers'] as const) : [runtime]) {
    try {
      const model = await runtimes[candidate](found, options);
      const reason = faults.length > 0 ? ` (not onnx: ${faults.map(messageOf)})` : '';
      log?.(`${id}: ${dtype} on ${device}, run by ${candidate}${reason}`);
      return model;
    } catch (fault) {
      signal?.throwIfAborted();
      faults.push(fault);
    }
  }
  const reasons = [...new Set(faults.map(messageOf))].join('; ');
  throw new ModelLoadError(`${id} does not load: ${reasons}`, { cause: faults.at(-1) });
}

/** Imported when they are wanted: each of them loads native code, which not every machine can. */
const runtimes = {
  async onnx({ folder, graphs, info, tokenizer }: FoundModel, options: LoadModelOptions) {
    if (info.device !== 'cpu') throw new UnsupportedGraphError('it runs on cpu only');
    if (!graphs.isSingle) throw new UnsupportedGraphError('the model has several graphs');
    const { openOnnxModel } = await import('./onnx/model.ts');
    const file = join(folder, graphs.files[0]!);
    const { log } = options;
    const named = log && { log: (line: string) => log(`${info.id}: ${line}`) };
    return openOnnxModel({ ...options, ...named, file, info, tokenizer });
  },
  async transformers({ folder, info, tokenizer }: FoundModel, options: LoadModelOptions) {
    const { openTransformersModel } = await import('./transformers/open-model.ts');
    return openTransformersModel({ ...options, folder, info, tokenizer });
  },
};

function messageOf(fault: unknown): string {
  return fault instanceof Error ? fault.message : String(fault);
}
