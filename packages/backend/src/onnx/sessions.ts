import { ModelLoadError } from '../logits-model.ts';
import type { GraphPlan } from './graph-plan.ts';
import { areHeldTwice } from './held-twice.ts';
import type { OnnxRuntime } from './runtime.ts';
import { Session, type SessionOptions } from './session.ts';
import { defaultThreads } from './threads.ts';

export interface SessionsOptions {
  /** Path of the `.onnx` file; external data lies beside it. */
  readonly file: string;
  readonly threads?: number;
  readonly spinning?: boolean;
}

/**
 * The sessions of one graph. A run that is the only one is spread over the processor's cores. Two runs at once would wait for each
 * other's threads at every node; on one thread each, they take half the time.
 */
export class Sessions {
  /** For a run that is the only one. */
  readonly alone: Session;
  #beside: Session;

  constructor(alone: Session, beside: Session = alone) {
    this.alone = alone;
    this.#beside = beside;
  }

  /** For runs at the same time; the one for single runs where there is no other. */
  get beside(): Session {
    return this.#beside;
  }

  /** Must not be called during a run. */
  dropBeside(): void {
    if (this.#beside !== this.alone) this.#beside.release();
    this.#beside = this.alone;
  }

  /** Must not be called during a run. */
  release(): void {
    this.dropBeside();
    this.alone.release();
  }
}

/** Throws `ModelLoadError` when the graph does not load. */
export async function openSessions(
  runtime: OnnxRuntime,
  plan: GraphPlan,
  { file, threads = defaultThreads(plan.weights), spinning = true }: SessionsOptions,
): Promise<Sessions> {
  const options = {
    file,
    inputs: [...plan.inputs, ...plan.caches.map(({ past }) => past)],
    outputs: ['logits', ...plan.caches.map(({ present }) => present)],
    spinning,
  };
  const alone = await open(runtime, { ...options, threads });
  if (!plan.isInPlace || !areHeldTwice(plan.weights, threads)) return new Sessions(alone);
  try {
    return new Sessions(alone, await open(runtime, { ...options, threads: 1 }));
  } catch (fault) {
    alone.release();
    throw fault;
  }
}

async function open(runtime: OnnxRuntime, options: SessionOptions): Promise<Session> {
  try {
    return await Session.open(runtime, options);
  } catch (fault) {
    const reason = fault instanceof Error ? fault.message : String(fault);
    throw new ModelLoadError(`${options.file} does not load: ${reason}`, { cause: fault });
  }
}
