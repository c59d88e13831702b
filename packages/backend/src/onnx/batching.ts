import type { GraphPlan } from './graph-plan.ts';
import type { Runner, RunRow } from './runner.ts';
import { haveSameBits } from './same-bits.ts';
import { UnsupportedGraphError } from './unsupported-graph-error.ts';

export interface TrialOptions {
  readonly plan: GraphPlan;
  readonly runner: Runner;
  readonly vocabularySize: number;
  readonly maxRows: number;
}

/** Batches whose rows fall into the tiles of native kernels in different ways. */
const BATCHES = [2, 3, 16, 64];

/**
 * Runs the graph for the first time, in slots that must be free, and tells why sequences must not run together: `undefined` when
 * each gets the bits that it gets alone. Rejects with `UnsupportedGraphError` when the graph does not run at all.
 */
export async function findBatchObstacle(options: TrialOptions): Promise<string | undefined> {
  const { plan, maxRows } = options;
  await firstRun(options);
  if (!plan.isInPlace) {
    return 'the graph has no GroupQueryAttention that would update caches in place, so they are copied at every step';
  }
  if (plan.coupledBy !== undefined) {
    return `the graph's ${plan.coupledBy} scales all rows of a batch together, so that they would change each other's numbers`;
  }
  for (const size of new Set(BATCHES.map((rows) => Math.min(rows, maxRows)))) {
    if (await isBatchExact(options, size)) continue;
    return 'on this processor the numbers of a batch differ from those of its rows alone';
  }
  return undefined;
}

async function firstRun(options: TrialOptions): Promise<void> {
  try {
    await run(options, 0, 1);
  } catch (fault) {
    const reason = fault instanceof Error ? fault.message : String(fault);
    throw new UnsupportedGraphError(`the graph does not run: ${reason}`, { cause: fault });
  }
}

/**
 * Kernels for one row may add numbers in another order than those for several, as those for 4-bit weights do on processors without
 * AVX-512: only a trial tells.
 */
async function isBatchExact(options: TrialOptions, size: number): Promise<boolean> {
  const width = options.vocabularySize;
  const together = await run(options, 0, size);
  for (const row of new Set([0, size - 1])) {
    const alone = await run(options, row, 1);
    if (!haveSameBits(alone, together.subarray(row * width, (row + 1) * width))) return false;
  }
  return true;
}

/** The logits of one token each in the slots from `first` on. */
async function run(options: TrialOptions, first: number, count: number): Promise<Float32Array> {
  const { runner, vocabularySize } = options;
  const rows: RunRow[] = Array.from({ length: count }, (_, index) => ({
    slot: first + index,
    past: 0,
    tokens: [(first + index) % vocabularySize],
    start: 0,
    end: 1,
  }));
  const logits = new Float32Array(count * vocabularySize);
  await runner.run(rows, 1, logits);
  return logits;
}
