import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import {
  type Capabilities,
  type Conversation,
  type GenerationDelta,
  type GenerationRequest,
  type LanguageModel,
  type LoadModelOptions,
  ModelFaultError,
  type ModelInfo,
  type PreparedGeneration,
  type SamplingInForce,
  type SamplingRequest,
} from '@antiphon/backend';
import { DeltaQueue } from './delta-queue.ts';
import type { LocalModelOptions } from './local-model.ts';
import { settleSampling } from './sampling.ts';
import { readFault } from './worker/faults.ts';
import type { WorkerCommand, WorkerReport, WorkerStart } from './worker/messages.ts';

export interface OpenLocalModelOptions extends LocalModelOptions {
  /** How to load it: dtype, device, cache folder … */
  readonly load?: LoadModelOptions;
}

/** What a step leaves behind is small: left alone, V8 lets it grow to several times as much before it looks. */
const resourceLimits = { maxYoungGenerationSizeMb: 48 };

/**
 * Loads a model into a thread of its own, so that nothing it does delays this one. `source` is a folder in the hub's layout or a
 * hub id. Rejects with `ModelLoadError` when it cannot be had, and with the reason of `load.signal` once aborted.
 */
export async function openLocalModel(
  source: string,
  options: OpenLocalModelOptions = {},
): Promise<LanguageModel> {
  const { load: { log, onProgress, signal, ...load } = {}, ...engine } = options;
  signal?.throwIfAborted();
  const start: WorkerStart = { source, load, engine };
  const worker = new Worker(workerFile(), { workerData: start, resourceLimits });
  const abort = () => void worker.terminate();
  signal?.addEventListener('abort', abort, { once: true });
  try {
    return await new Promise((resolve, reject) => {
      const settle = (reports: readonly WorkerReport[]) => {
        for (const report of reports) {
          if (report.kind === 'log') log?.(report.line);
          else if (report.kind === 'progress') onProgress?.(report.progress);
          else if (report.kind === 'unloadable') reject(readFault(report.fault));
          else if (report.kind === 'ready') resolve(new WorkerModel(worker, report));
        }
      };
      worker.on('message', settle).once('error', reject);
      worker.once('exit', () => reject(signal?.reason ?? new ModelFaultError(ENDED)));
    });
  } finally {
    signal?.removeEventListener('abort', abort);
  }
}

const ENDED = 'the thread of the model has ended';

/** Beside this file, as source or as built. */
function workerFile(): URL {
  const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
  return new URL(`./worker.${extension}`, import.meta.url);
}

type ReadyReport = Extract<WorkerReport, { kind: 'ready' }>;

/** A model in another thread. */
class WorkerModel implements LanguageModel {
  readonly id: string;
  readonly capabilities: Capabilities;
  readonly describeImage?: NonNullable<LanguageModel['describeImage']>;
  readonly #info: ModelInfo;
  readonly #worker: Worker;
  readonly #calls = new Map<number, Call>();
  #lastId = 0;
  /** Why the model can no longer be asked. */
  #fault: Error | undefined;

  constructor(worker: Worker, ready: ReadyReport) {
    this.id = ready.info.id;
    this.capabilities = ready.capabilities;
    this.#info = ready.info;
    this.#worker = worker;
    if (ready.readsImages)
      this.describeImage = (image, signal) => this.#describeImage(image, signal);
    worker.on('message', (reports: readonly WorkerReport[]) => {
      for (const report of reports) this.#receive(report);
    });
    worker.once('error', (fault: Error) => this.#end(new ModelFaultError(fault.message)));
    worker.once('exit', () => this.#end(new ModelFaultError(ENDED)));
  }

  get fault(): Error | undefined {
    return this.#fault;
  }

  settleSampling(sampling: SamplingRequest): SamplingInForce {
    return settleSampling(sampling, this.#info);
  }

  async countTokens(conversation: Conversation): Promise<number> {
    const call = this.#open();
    this.#send({ kind: 'count', id: call.id, conversation });
    return call.tokens.promise.finally(() => this.#calls.delete(call.id));
  }

  async prepare(request: GenerationRequest, signal: AbortSignal): Promise<PreparedGeneration> {
    const call = this.#openUntil(signal);
    this.#send({ kind: 'prepare', id: call.id, request });
    const promptTokens = await call.tokens.promise;
    return { promptTokens, run: () => this.#run(call) };
  }

  async #describeImage(image: Uint8Array, signal: AbortSignal): Promise<string | undefined> {
    const call = this.#openUntil(signal);
    this.#send({ kind: 'describe-image', id: call.id, image });
    return call.words.promise.finally(() => call.release());
  }

  async close(): Promise<void> {
    if (this.#fault) return;
    this.#send({ kind: 'close' });
    await once(this.#worker, 'exit');
  }

  async *#run(call: Call): AsyncGenerator<GenerationDelta> {
    this.#send({ kind: 'run', id: call.id });
    try {
      yield* call.deltas;
    } finally {
      // Does nothing for what has ended by itself.
      this.#abort(call, new Error('nobody reads the answer'));
    }
  }

  #open(): Call {
    if (this.#fault) throw this.#fault;
    const id = ++this.#lastId;
    const release = () => this.#calls.delete(id);
    const call = {
      id,
      tokens: Promise.withResolvers<number>(),
      words: Promise.withResolvers<string | undefined>(),
      deltas: new DeltaQueue(),
      release,
    };
    // Nobody waits for what was not asked for.
    for (const { promise } of [call.tokens, call.words]) promise.catch(() => undefined);
    this.#calls.set(id, call);
    return call;
  }

  /** Throws the signal's reason once aborted; the call then fails with it. */
  #openUntil(signal: AbortSignal): Call {
    signal.throwIfAborted();
    const call: Call = this.#open();
    const abort = () => this.#abort(call, signal.reason);
    signal.addEventListener('abort', abort, { once: true });
    call.release = () => {
      signal.removeEventListener('abort', abort);
      this.#calls.delete(call.id);
    };
    return call;
  }

  #send(command: WorkerCommand): void {
    this.#worker.postMessage(command);
  }

  #receive(report: WorkerReport): void {
    const call = 'id' in report ? this.#calls.get(report.id) : undefined;
    if (!call) return;
    switch (report.kind) {
      case 'tokens':
        call.tokens.resolve(report.tokens);
        break;
      case 'described':
        call.words.resolve(report.words);
        break;
      case 'deltas':
        call.deltas.push(report.deltas);
        break;
      case 'end':
        call.release();
        call.deltas.end();
        break;
      case 'fault':
        this.#fail(call, readFault(report.fault));
        break;
      case 'log':
      case 'progress':
      case 'ready':
      case 'unloadable':
        break;
    }
  }

  #abort(call: Call, reason: unknown): void {
    if (!this.#calls.has(call.id)) return;
    this.#send({ kind: 'abort', id: call.id });
    this.#fail(call, reason);
  }

  #fail(call: Call, fault: unknown): void {
    call.release();
    call.tokens.reject(fault);
    call.words.reject(fault);
    call.deltas.fail(fault);
  }

  #end(fault: Error): void {
    this.#fault ??= fault;
    for (const call of [...this.#calls.values()]) this.#fail(call, this.#fault);
  }
}

/** What was asked of the worker and is not over. */
interface Call {
  readonly id: number;
  readonly tokens: PromiseWithResolvers<number>;
  readonly words: PromiseWithResolvers<string | undefined>;
  readonly deltas: DeltaQueue;
  release: () => void;
}
