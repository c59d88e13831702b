import type { KeyValueCache } from './cache.ts';
import type { FeedRow, Feeds } from './feeds.ts';
import type { GraphPlan } from './graph-plan.ts';
import type { LogitsBuffer } from './logits.ts';
import type { RunOptions } from './run-options.ts';
import { addresses } from './runtime.ts';
import type { RunValues, Session } from './session.ts';

export interface RunRow extends FeedRow {
  readonly slot: number;
}

export interface RunnerParts {
  /** Tells which one the next run takes. */
  readonly session: () => Session;
  readonly options: RunOptions;
  readonly plan: GraphPlan;
  readonly cache: KeyValueCache;
  readonly feeds: Feeds;
  readonly logits: LogitsBuffer;
}

/** Runs of a single token that take less stay on this thread: going to another and back takes a good part of such a run. */
const BRIEF_MS = 1;

/** Runs the graph over rows of tokens, one run at a time. */
export class Runner {
  readonly #parts: RunnerParts;
  readonly #values: RunValues;
  readonly #keepsLogits: boolean;
  /** Whether the last run of a single token took so little that the next may have this thread to itself. */
  #isBrief = false;

  constructor(parts: RunnerParts) {
    const { inputs, caches } = parts.plan;
    this.#parts = parts;
    this.#values = {
      inputs: addresses(inputs.length + caches.length),
      outputs: addresses(1 + caches.length),
    };
    this.#keepsLogits = inputs.includes('num_logits_to_keep');
  }

  /**
   * One run. Rows lie in neighbouring slots, in their order, and have the same number of new tokens; more than one row have one each.
   * `into` receives the logits of each row's last tokens, as many as it has room for. Rejects with the runtime's error text.
   */
  async run(rows: readonly RunRow[], kept: number, into?: Float32Array): Promise<void> {
    const { session, cache, feeds, logits } = this.#parts;
    const [{ slot, past, start, end }] = rows as readonly [RunRow];
    const extent = { slot, rows: rows.length, past, tokens: end - start };
    const given = { rows: rows.length, places: this.#keepsLogits ? kept : end - start };
    const plain = feeds.write(rows, kept);
    const output = logits.bind(given, into);
    const { inputs, outputs } = this.#values;
    for (const [place, tensor] of plain.entries()) inputs[place] = tensor.address;
    outputs[0] = output.address;
    const values = cache.bind(extent);
    inputs.set(values.past, plain.length);
    outputs.set(values.present, 1);
    let hasSucceeded = false;
    try {
      await this.#run(session(), extent.rows * extent.tokens);
      hasSucceeded = true;
    } finally {
      cache.settle(extent, hasSucceeded);
      for (const tensor of [...plain, output]) tensor.release();
    }
    logits.read(given, into);
  }

  async #run(session: Session, tokens: number): Promise<void> {
    const { options } = this.#parts;
    if (tokens > 1) return session.run(this.#values, options);
    const start = performance.now();
    if (this.#isBrief) session.runHere(this.#values, options);
    else await session.run(this.#values, options);
    this.#isBrief = performance.now() - start < BRIEF_MS;
  }
}
