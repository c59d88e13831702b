import { ModelLoadError } from '../logits-model.ts';
import type { KeyValueCache } from './cache.ts';
import { CopyingCache } from './copying-cache.ts';
import { numberBytes } from './float16.ts';
import type { GraphPlan } from './graph-plan.ts';
import type { OnnxRuntime } from './runtime.ts';
import { SharedCache } from './shared-cache.ts';

export interface CacheRequest {
  readonly plan: GraphPlan;
  readonly bytes: number;
  readonly contextLength: number;
  readonly maxSequences: number;
}

export interface ReservedCache {
  readonly cache: KeyValueCache;
  readonly maxSequences: number;
  /** The most tokens of one sequence. */
  readonly capacity: number;
  /** The most tokens of all sequences together. */
  readonly maxTokens: number;
}

/**
 * Reserves address space for all sequences at full length; memory is taken up as tokens come. Fewer sequences, then shorter ones,
 * where the system refuses to reserve so much. Throws `ModelLoadError` when the memory is too little for any.
 */
export function reserveCache(runtime: OnnxRuntime, request: CacheRequest): ReservedCache {
  const affordable = Math.floor(request.bytes / tokenBytes(request.plan));
  // A copying graph has the sequence that runs in memory twice.
  const copies = request.plan.isInPlace ? 1 : 2;
  let capacity = Math.min(request.contextLength, Math.floor(affordable / copies));
  let maxSequences = request.maxSequences;
  while (capacity > 0) {
    const cache = tryReserve(runtime, request.plan, { slots: maxSequences + 1, capacity });
    const maxTokens = affordable - (copies - 1) * capacity;
    if (cache) return { cache, maxSequences, capacity, maxTokens };
    if (maxSequences > 4) maxSequences = Math.ceil(maxSequences / 2);
    else capacity = Math.floor(capacity / 2);
  }
  throw new ModelLoadError(
    `${request.bytes} bytes are too little to keep the keys and values of a single token`,
  );
}

function tokenBytes({ caches, cacheType }: GraphPlan): number {
  const numbers = caches.reduce((sum, { heads, width }) => sum + heads * width, 0);
  return numbers * numberBytes(cacheType);
}

function tryReserve(
  runtime: OnnxRuntime,
  plan: GraphPlan,
  size: { slots: number; capacity: number },
): KeyValueCache | undefined {
  const options = { tensors: plan.caches, type: plan.cacheType, ...size };
  try {
    return plan.isInPlace ? new SharedCache(runtime, options) : new CopyingCache(runtime, options);
  } catch (fault) {
    if (fault instanceof RangeError) return undefined;
    throw fault;
  }
}
