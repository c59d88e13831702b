import koffi from 'koffi';
import { inHugePages } from './huge-pages.ts';
import type { Address, NativeApi, Status } from './native-api.ts';
import type { RunOptions } from './run-options.ts';
import { addresses, type OnnxRuntime } from './runtime.ts';
import { type Belonging, freeAtThreadEnd, keepAtThreadEnd } from './thread-end.ts';

export interface SessionOptions {
  /** Path of the graph; weights outside of it lie beside it. */
  readonly file: string;
  /** The inputs that every run gives, in this order. */
  readonly inputs: readonly string[];
  /** The outputs that every run asks for, in this order. */
  readonly outputs: readonly string[];
  readonly threads: number;
  readonly spinning: boolean;
}

/** Values by place: those of the names that a session was opened with. */
export interface RunValues {
  readonly inputs: BigUint64Array;
  readonly outputs: BigUint64Array;
}

type RunCall = Parameters<NativeApi['Run']>;

/** Words of onnxruntime_c_api.h. */
const FATAL = 4;
const ALL_OPTIMIZATIONS = 99;

/** A graph that is ready to run. */
export class Session {
  readonly #inputs: NameList;
  readonly #outputs: NameList;
  readonly #runtime: OnnxRuntime;
  readonly #address: Address;

  private constructor(runtime: OnnxRuntime, address: Address, options: SessionOptions) {
    this.#runtime = runtime;
    this.#address = address;
    freeAtThreadEnd(this.#belonging);
    this.#inputs = new NameList(options.inputs);
    this.#outputs = new NameList(options.outputs);
  }

  /** Reads the file on another thread. Rejects with the runtime's error text. */
  static async open(runtime: OnnxRuntime, options: SessionOptions): Promise<Session> {
    const settings = sessionSettings(runtime, options);
    const out = addresses(1);
    const { api, environment } = runtime;
    try {
      await inHugePages(() =>
        settled(runtime, (done) =>
          api.CreateSession.async(environment, options.file, settings, out, done),
        ),
      );
    } finally {
      api.ReleaseSessionOptions(settings);
    }
    return new Session(runtime, out[0]!, options);
  }

  /**
   * Runs on another thread. The values and the memory behind them must stay as they are until it settles. Runs may be under way
   * at once, each with options of its own; they share the session's threads.
   */
  async run(values: RunValues, options: RunOptions): Promise<void> {
    await settled(this.#runtime, (done) =>
      this.#runtime.api.Run.async(...this.#call(values, options), done),
    );
  }

  /** The same on this thread, which does nothing else meanwhile: for runs that are briefer than the way to another thread and back. */
  runHere(values: RunValues, options: RunOptions): void {
    this.#runtime.check(this.#runtime.api.Run(...this.#call(values, options)));
  }

  #call({ inputs, outputs }: RunValues, options: RunOptions): RunCall {
    const [given, asked] = [this.#inputs.pointers, this.#outputs.pointers];
    return [
      this.#address,
      options.address,
      given,
      inputs,
      given.length,
      asked,
      asked.length,
      outputs,
    ];
  }

  /** Must not be called during a run. */
  release(): void {
    keepAtThreadEnd(this.#belonging);
    this.#runtime.api.ReleaseSession(this.#address);
  }

  get #belonging(): Belonging {
    return { address: this.#address, release: this.#runtime.api.sessionReleaser };
  }
}

type Done = (fault: Error | null, status: Status) => void;

function settled(runtime: OnnxRuntime, start: (done: Done) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    start((fault, status) => {
      const text = fault?.message ?? runtime.errorOf(status);
      if (text === undefined) resolve();
      else reject(new Error(text));
    });
  });
}

function sessionSettings(runtime: OnnxRuntime, options: SessionOptions): Address {
  const { api } = runtime;
  const settings = runtime.make((out) => api.CreateSessionOptions(out));
  runtime.check(api.SetIntraOpNumThreads(settings, options.threads));
  runtime.check(api.SetSessionGraphOptimizationLevel(settings, ALL_OPTIMIZATIONS));
  // What goes wrong comes back as a status; it need not be printed as well.
  runtime.check(api.SetSessionLogSeverityLevel(settings, FATAL));
  // It keeps a plan for every shape ever seen, and each step of a sequence has a shape of its own.
  runtime.check(api.DisableMemPattern(settings));
  const spinning = options.spinning ? '1' : '0';
  runtime.check(api.AddSessionConfigEntry(settings, 'session.intra_op.allow_spinning', spinning));
  return settings;
}

/** Names as native code reads them. */
class NameList {
  readonly pointers: BigUint64Array;
  readonly #texts: Uint8Array;

  constructor(names: readonly string[]) {
    const encoded = new TextEncoder().encode(names.map((name) => `${name}\0`).join(''));
    this.#texts = new Uint8Array(new ArrayBuffer(encoded.length));
    this.#texts.set(encoded);
    this.pointers = addresses(names.length);
    let next = koffi.address(this.#texts);
    for (const [place, name] of names.entries()) {
      this.pointers[place] = next;
      next += BigInt(Buffer.byteLength(name) + 1);
    }
  }
}
