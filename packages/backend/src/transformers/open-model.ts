import type { PreTrainedModel } from '@xenova/transformers';
import { defaultCacheBytes } from '../default-cache-bytes.ts';
import type { ModelDescription } from '../folder/describe-model.ts';
import { type LogitsModel, type ModelInfo, ModelLoadError } from '../logits-model.ts';
import type { Tokenizer } from '../tokenizer/tokenizer.ts';
import { cacheLayout, type InputMetadata } from './cache-layout.ts';
import { type Library, TransformersModel } from './model.ts';

export interface TransformersModelOptions {
  /** A folder in the hub's layout. */
  readonly folder: string;
  readonly info: ModelDescription;
  readonly tokenizer: Tokenizer;
  readonly threads?: number;
  readonly spinning?: boolean;
  /** Memory for keys and values (default: a quarter of the machine's, at most 8 GiB). */
  readonly cacheBytes?: number;
  /** How many sequences may be open at once (default 32). */
  readonly maxSequences?: number;
}

/** Opens a model through transformers.js, on any device and of any make that the library knows. Its steps block this thread. */
export async function openTransformersModel(
  options: TransformersModelOptions,
): Promise<LogitsModel> {
  const library = await import('@xenova/transformers');
  // It would write every fault to the console, with all the numbers that the graph was given.
  library.env.logLevel = library.LogLevel.NONE;
  const model = await load(library, options);
  return new TransformersModel({
    library,
    model,
    info: modelInfo(model, options),
    tokenizer: options.tokenizer,
    positionAxes: positionAxes(decoderInputs(model)),
  });
}

type LoadOptions = NonNullable<Parameters<Library['AutoModelForCausalLM']['from_pretrained']>[1]>;

async function load(
  library: Library,
  { folder, info, threads, spinning = true }: TransformersModelOptions,
): Promise<PreTrainedModel> {
  try {
    return await library.AutoModelForCausalLM.from_pretrained(folder, {
      // Both were checked against the words that the library knows.
      dtype: info.dtype as NonNullable<LoadOptions['dtype']>,
      device: info.device as NonNullable<LoadOptions['device']>,
      local_files_only: true,
      session_options: {
        ...(threads !== undefined && { intraOpNumThreads: threads }),
        extra: { session: { intra_op: { allow_spinning: spinning ? '1' : '0' } } },
      },
    });
  } catch (fault) {
    const reason = fault instanceof Error ? fault.message : String(fault);
    throw new ModelLoadError(`transformers.js: ${reason}`, { cause: fault });
  }
}

function modelInfo(
  model: PreTrainedModel,
  { info, cacheBytes = defaultCacheBytes(), maxSequences = 32 }: TransformersModelOptions,
): ModelInfo {
  const { tokenBytes, canBeCut } = cacheLayout(decoderInputs(model));
  const wanted = maxSequences * info.contextLength;
  const maxCachedTokens = tokenBytes > 0 ? Math.floor(cacheBytes / tokenBytes) : wanted;
  if (maxCachedTokens < 1) {
    throw new ModelLoadError(
      `${cacheBytes} bytes are too little to keep the keys and values of a single token`,
    );
  }
  // What lies on another device cannot be cut from here.
  const isCut = canBeCut && info.device === 'cpu';
  return {
    ...info,
    runtime: 'transformers',
    vocabularySize: logitsWidth(model) ?? info.vocabularySize,
    contextLength: Math.min(info.contextLength, maxCachedTokens),
    maxSequences,
    maxCachedTokens: Math.min(maxCachedTokens, wanted),
    can: { batch: false, truncate: isCut, fork: isCut, allLogits: true },
  };
}

function decoderInputs({ sessions }: PreTrainedModel): readonly InputMetadata[] {
  return (sessions.decoder_model_merged ?? sessions.model).inputMetadata;
}

/** If the graph tells. */
function logitsWidth({ sessions }: PreTrainedModel): number | undefined {
  const outputs: readonly InputMetadata[] = (sessions.decoder_model_merged ?? sessions.model)
    .outputMetadata;
  const width = outputs.find(({ name }) => name === 'logits')?.shape?.at(-1);
  return typeof width === 'number' ? width : undefined;
}

function positionAxes(inputs: readonly InputMetadata[]): number | undefined {
  const [axes, ...rest] = inputs.find(({ name }) => name === 'position_ids')?.shape ?? [];
  if (rest.length !== 2) return undefined;
  return typeof axes === 'number' ? axes : 3;
}
