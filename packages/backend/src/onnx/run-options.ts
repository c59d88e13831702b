import type { Address } from './native-api.ts';
import type { OnnxRuntime } from './runtime.ts';

/** What runs are given so that they can be stopped, and no others with them. */
export class RunOptions {
  readonly address: Address;
  readonly #runtime: OnnxRuntime;

  constructor(runtime: OnnxRuntime) {
    this.#runtime = runtime;
    this.address = runtime.make((out) => runtime.api.CreateRunOptions(out));
  }

  /** Makes the run under way, and all to come, fail as soon as the operation at work is done. */
  stop(): void {
    this.#runtime.check(this.#runtime.api.RunOptionsSetTerminate(this.address));
  }

  /** Undoes `stop`. */
  allow(): void {
    this.#runtime.check(this.#runtime.api.RunOptionsUnsetTerminate(this.address));
  }

  /** Must not be called during a run. */
  release(): void {
    this.#runtime.api.ReleaseRunOptions(this.address);
  }
}
