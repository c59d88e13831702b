import { defaultCacheBytes } from '../default-cache-bytes.ts';
import {
  type LogitsModel,
  type ModelAbilities,
  type ModelInfo,
  ModelLoadError,
} from '../logits-model.ts';
import type { Tokenizer } from '../tokenizer/tokenizer.ts';
import { findBatchObstacle } from './batching.ts';
import { type ReservedCache, reserveCache } from './cache-budget.ts';
import { Claims } from './claims.ts';
import { Feeds } from './feeds.ts';
import { type Graph, readGraph } from './graph.ts';
import { type GraphPlan, planGraph } from './graph-plan.ts';
import { LogitsBuffer } from './logits.ts';
import { OnnxModel, type OnnxModelParts } from './onnx-model.ts';
import { ResidentTokens } from './resident-tokens.ts';
import { RunOptions } from './run-options.ts';
import { Runner } from './runner.ts';
import { type OnnxRuntime, onnxRuntime } from './runtime.ts';
import { openSessions, type Sessions } from './sessions.ts';
import { givesSameBits } from './sessions-trial.ts';
import { SlotTable } from './slots.ts';
import type { Lane } from './stepper.ts';

export { UnsupportedGraphError } from './unsupported-graph-error.ts';

export interface OnnxModelOptions {
  /** Path of the `.onnx` file; external data lies beside it. */
  readonly file: string;
  readonly info: Omit<ModelInfo, 'runtime' | 'maxSequences' | 'maxCachedTokens' | 'can'>;
  readonly tokenizer: Tokenizer;
  /** Threads of one run (default: physical cores, and 1 for models so small that waiting for each other costs more). */
  readonly threads?: number;
  /** Whether threads wait for work in a loop, which is faster and keeps their cores busy for some time after a run (default: yes). */
  readonly spinning?: boolean;
  /** Memory for keys and values (default: a quarter of the machine's, at most 8 GiB). */
  readonly cacheBytes?: number;
  /** How many sequences may be open at once (default 32). */
  readonly maxSequences?: number;
  readonly log?: (line: string) => void;
}

/**
 * Opens a model on ONNX Runtime, with caches that are updated in place where the graph allows it.
 * Rejects with `UnsupportedGraphError` when another runtime has to serve the graph, with `ModelLoadError` when the file is at fault
 * or the native library cannot be loaded.
 */
export async function openOnnxModel(options: OnnxModelOptions): Promise<LogitsModel> {
  const plan = planGraph(read(options.file));
  const runtime = onnxRuntime();
  const reserved = reserveCache(runtime, {
    plan,
    bytes: options.cacheBytes ?? defaultCacheBytes(),
    contextLength: options.info.contextLength,
    maxSequences: options.maxSequences ?? MAX_SEQUENCES,
  });
  const sessions = await openSessions(runtime, plan, options);
  const claims = new Claims();
  const vocabularySize = plan.vocabularySize ?? options.info.vocabularySize;
  const chunkTokens = chunkLength(plan, vocabularySize);
  const material = { plan, runtime, reserved, sessions, claims, vocabularySize, chunkTokens };
  const lanes = { draw: openLane(material), read: openLane(material) };
  try {
    return await assemble(options, { ...material, lanes });
  } catch (fault) {
    reserved.cache.release();
    sessions.release();
    for (const lane of Object.values(lanes)) lane.options.release();
    throw fault;
  }
}

const MAX_SEQUENCES = 32;
const CHUNK_TOKENS = 512;
/** A graph that gives the logits of every token gets no more of them at once than fit in here. */
const LOGITS_BYTES = 64 * 2 ** 20;

function read(file: string): Graph {
  try {
    return readGraph(file);
  } catch (fault) {
    throw new ModelLoadError(`${file} is no ONNX model: ${textOf(fault)}`, { cause: fault });
  }
}

interface Material {
  readonly plan: GraphPlan;
  readonly runtime: OnnxRuntime;
  readonly reserved: ReservedCache;
  readonly sessions: Sessions;
  readonly claims: Claims;
  readonly vocabularySize: number;
  /** Tokens of one run of a sequence. */
  readonly chunkTokens: number;
}

/** Each lane has memory of its own for what its runs are given and give. */
function openLane(material: Material): Lane {
  const { plan, runtime, reserved, sessions, claims, vocabularySize, chunkTokens } = material;
  const { cache, capacity, maxSequences } = reserved;
  const tokens = Math.max(chunkTokens, maxSequences);
  const feeds = new Feeds(runtime, plan, { rows: maxSequences, tokens, capacity });
  const logits = new LogitsBuffer(runtime, plan.logitsType, vocabularySize);
  const options = new RunOptions(runtime);
  const session = () => (claims.areSeveral ? sessions.beside : sessions.alone);
  return { logits, options, runner: new Runner({ session, options, plan, cache, feeds, logits }) };
}

async function assemble(
  options: OnnxModelOptions,
  material: Material & { readonly lanes: OnnxModelParts['lanes'] },
): Promise<LogitsModel> {
  const { plan, sessions, claims, reserved, vocabularySize, chunkTokens, lanes } = material;
  const { maxSequences, maxTokens } = reserved;
  const trial = { plan, runner: lanes.read.runner, vocabularySize, maxRows: maxSequences };
  const obstacle = await findBatchObstacle(trial);
  if (obstacle !== undefined) options.log?.(`sequences run one after another: ${obstacle}`);
  if (!(await givesSameBits({ ...trial, sessions, claims }))) sessions.dropBeside();
  for (const line of shortages(options, reserved)) options.log?.(line);
  return new OnnxModel({
    sessions,
    claims,
    lanes,
    chunkTokens,
    info: modelInfo({ ...options.info, vocabularySize }, reserved, abilities(plan, obstacle)),
    tokenizer: options.tokenizer,
    cache: reserved.cache,
    canBatch: obstacle === undefined,
    resident: new ResidentTokens(maxSequences + 1, maxTokens),
    slots: new SlotTable(maxSequences),
  });
}

function chunkLength({ inputs }: GraphPlan, vocabularySize: number): number {
  if (inputs.includes('num_logits_to_keep')) return CHUNK_TOKENS;
  return Math.min(CHUNK_TOKENS, Math.ceil(LOGITS_BYTES / (4 * vocabularySize)));
}

function modelInfo(
  known: OnnxModelOptions['info'],
  { capacity, maxSequences, maxTokens }: ReservedCache,
  can: ModelAbilities,
): ModelInfo {
  return {
    ...known,
    runtime: 'onnx',
    contextLength: capacity,
    maxSequences,
    maxCachedTokens: maxTokens,
    can,
  };
}

function abilities(
  { isInPlace, coupledBy }: GraphPlan,
  obstacle: string | undefined,
): ModelAbilities {
  return {
    batch: obstacle === undefined,
    truncate: true,
    fork: true,
    allLogits: true,
    coupled: coupledBy !== undefined,
    // A copying run writes into memory that there is once for all sequences.
    overlap: isInPlace,
  };
}

/** What there is less of than was asked for, and why. */
function* shortages(
  { info, maxSequences = MAX_SEQUENCES }: OnnxModelOptions,
  reserved: ReservedCache,
): Generator<string> {
  if (reserved.capacity < info.contextLength) {
    yield `the context is ${reserved.capacity} tokens instead of ${info.contextLength}: more do not fit in the memory for keys and values`;
  }
  if (reserved.maxSequences < maxSequences) {
    yield `${reserved.maxSequences} sequences at once instead of ${maxSequences}: the system reserves no memory for more`;
  }
}

function textOf(fault: unknown): string {
  return fault instanceof Error ? fault.message : String(fault);
}
