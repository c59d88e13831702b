import { ModelFaultError, type StepItem } from '../logits-model.ts';
import type { KeyValueCache } from './cache.ts';
import type { Claim, Claims } from './claims.ts';
import type { LogitsBuffer } from './logits.ts';
import type { ResidentTokens } from './resident-tokens.ts';
import type { RunOptions } from './run-options.ts';
import type { Runner, RunRow } from './runner.ts';
import type { OnnxSequence } from './sequence.ts';
import type { SlotTable } from './slots.ts';

/** An item with its sequence as the model knows it. */
export interface Work {
  readonly sequence: OnnxSequence;
  readonly tokens: ArrayLike<number>;
  readonly logits: StepItem['logits'];
  /** What the sequence held before the step. */
  readonly past: number;
}

export type Row = Float32Array | undefined;

/** What one step at a time works with. */
export interface Lane {
  /** Those of the runner's runs. */
  readonly options: RunOptions;
  readonly runner: Runner;
  readonly logits: LogitsBuffer;
}

export interface StepperParts extends Lane {
  readonly cache: KeyValueCache;
  readonly resident: ResidentTokens;
  readonly slots: SlotTable<OnnxSequence>;
  readonly claims: Claims;
  /** Tokens of one run of a sequence. */
  readonly chunkTokens: number;
  /** Whether single tokens of several sequences run together. */
  readonly canBatch: boolean;
}

/** What a step is run with besides its work. */
export interface StepContext {
  /** Of the sequences of the work. */
  readonly claim: Claim;
  readonly signal: AbortSignal;
}

/** Does the work of a step: what is one token long together, the rest one after another in chunks. One step at a time. */
export class Stepper {
  readonly #parts: StepperParts;

  constructor(parts: StepperParts) {
    this.#parts = parts;
  }

  /** Rejects with the signal's reason or with a `ModelFaultError`; all sequences are then as they were before. */
  async run(work: readonly Work[], context: StepContext): Promise<Row[]> {
    const { options, logits } = this.#parts;
    const { signal } = context;
    // Steps that begin at the same time know of each other before they run.
    await Promise.resolve();
    const stop = () => options.stop();
    signal.addEventListener('abort', stop, { once: true });
    try {
      this.#trim(context.claim);
      logits.reserve(work.reduce((sum, item) => sum + rowsOf(item), 0));
      return await this.#runAll(work, context);
    } catch (fault) {
      for (const item of work) this.#restore(item);
      signal.throwIfAborted();
      throw fault;
    } finally {
      signal.removeEventListener('abort', stop);
      options.allow();
    }
  }

  /** What the step under way besides writes is not yet part of its sequences' lengths. */
  #trim(claim: Claim): void {
    const { slots, resident, cache, claims } = this.#parts;
    const others = claims.besides(claim)?.sequences;
    const lengths = slots.tenants.map((tenant) => {
      if (!tenant) return 0;
      return others?.has(tenant) ? Infinity : tenant.length;
    });
    resident.trim(lengths, cache);
  }

  async #runAll(work: readonly Work[], context: StepContext): Promise<Row[]> {
    const single = this.#parts.canBatch ? work.filter(({ tokens }) => tokens.length === 1) : [];
    const rows = new Map<Work, Row>();
    if (single.length > 1) await this.#runBatch(single, { rows, ...context });
    for (const item of work) {
      if (!rows.has(item)) rows.set(item, await this.#runAlone(item, context.signal));
    }
    return work.map((item) => (item.logits === 'none' ? undefined : rows.get(item)));
  }

  async #runBatch(
    batch: readonly Work[],
    { rows, claim, signal }: StepContext & { rows: Map<Work, Row> },
  ): Promise<void> {
    await this.#gather(batch, { claim, signal });
    const ordered = batch.toSorted((a, b) => a.sequence.slot - b.sequence.slot);
    const logits = this.#parts.logits.take(ordered.length);
    const width = logits.length / ordered.length;
    for (const [place, item] of ordered.entries()) {
      rows.set(item, logits.subarray(place * width, (place + 1) * width));
    }
    const runRows = ordered.map((item) => this.#runRow(item, 0, 1));
    try {
      await this.#parts.runner.run(runRows, 1, logits);
    } catch {
      signal.throwIfAborted();
      await this.#runOneByOne(ordered, rows);
    }
    for (const { sequence } of ordered) sequence.setLength(sequence.length + 1);
  }

  /** A run fails as a whole: who is at fault shows when each row runs by itself. What the failed run wrote is written again. */
  async #runOneByOne(batch: readonly Work[], rows: ReadonlyMap<Work, Row>): Promise<void> {
    const faults = new Map<OnnxSequence, unknown>();
    for (const item of batch) {
      const run = this.#parts.runner.run([this.#runRow(item, 0, 1)], 1, rows.get(item));
      await run.catch((fault: unknown) => faults.set(item.sequence, fault));
    }
    const [first] = faults.values();
    if (first !== undefined) throw modelFault(first, [...faults.keys()]);
  }

  async #runAlone(item: Work, signal: AbortSignal): Promise<Row> {
    const { logits, runner, chunkTokens } = this.#parts;
    const { sequence, tokens } = item;
    const room = item.logits === 'none' ? undefined : logits.take(rowsOf(item));
    const width = room && room.length / rowsOf(item);
    for (let start = 0; start < tokens.length; start += chunkTokens) {
      signal.throwIfAborted();
      const end = Math.min(start + chunkTokens, tokens.length);
      const isAll = item.logits === 'all';
      const isLast = end === tokens.length;
      const into = isAll ? room?.subarray(start * width!, end * width!) : isLast ? room : undefined;
      await runner
        .run([this.#runRow(item, start, end)], isAll ? end - start : 1, into)
        .catch((fault: unknown) => {
          throw modelFault(fault, [sequence]);
        });
      sequence.setLength(item.past + end);
    }
    return room;
  }

  #runRow({ sequence, tokens }: Work, start: number, end: number): RunRow {
    const { slot, length: past } = sequence;
    this.#parts.resident.touch(slot, past + end - start);
    return { slot, past, tokens, start, end };
  }

  /**
   * Sequences of the step besides stay where they are. That there is no room on either side of them is rare, as batches lie
   * together and what is read beside them; it ends with that step, and the batch is gathered before the next one can begin.
   */
  async #gather(batch: readonly Work[], { claim, signal }: StepContext): Promise<void> {
    const { slots, claims } = this.#parts;
    let other = claims.besides(claim);
    while (other && !slots.hasRoom(batch.length, other.sequences)) {
      await other.ended;
      signal.throwIfAborted();
      other = claims.besides(claim);
    }
    this.#move(batch, other?.sequences);
  }

  #move(batch: readonly Work[], staying?: ReadonlySet<OnnxSequence>): void {
    const { slots, cache, resident } = this.#parts;
    const running = batch.map(({ sequence }) => sequence);
    const moves = slots.gather(running, staying);
    for (const { tenant, from, to } of moves) {
      cache.copy(from, to, { length: tenant.length, kept: tenant.length });
      resident.touch(to, tenant.length);
    }
  }

  #restore({ sequence, past }: Work): void {
    if (sequence.length === past) return;
    this.#parts.cache.truncate(sequence.slot, sequence.length, past);
    sequence.setLength(past);
  }
}

/** Rows of logits that the item's work takes room for; one of a batch has its row whether it asks for it or not. */
function rowsOf({ tokens, logits }: Work): number {
  return logits === 'all' ? tokens.length : 1;
}

function modelFault(cause: unknown, sequences: readonly OnnxSequence[]): ModelFaultError {
  const text = cause instanceof Error ? cause.message : String(cause);
  return new ModelFaultError(text, { cause, sequences });
}
