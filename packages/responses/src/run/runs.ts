import type { ResponseKey } from '@antiphon/store';
import type { Run } from './run.ts';

/** The responses that this process makes now. */
export class Runs {
  readonly #runs = new Map<string, Run>();

  get size(): number {
    return this.#runs.size;
  }

  /** It is taken out when it is over. */
  add(run: Run): void {
    const id = idOf(run.key);
    this.#runs.set(id, run);
    const remove = () => this.#runs.delete(id);
    run.done.then(remove, remove);
  }

  get(key: ResponseKey): Run | undefined {
    return this.#runs.get(idOf(key));
  }

  /** Those whose client waits are cancelled, the others left for later. Resolves when all have stopped. */
  async stop(): Promise<void> {
    const runs = [...this.#runs.values()];
    for (const run of runs) {
      if (run.isBackground) run.release();
      else run.cancel();
    }
    await Promise.allSettled(runs.map(({ done }) => done));
  }
}

function idOf({ tenant, id }: ResponseKey): string {
  return JSON.stringify([tenant, id]);
}
