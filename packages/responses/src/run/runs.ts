import { UnavailableError } from '@antiphon/protocol';
import type { ResponseKey } from '@antiphon/store';
import type { Run } from './run.ts';

/** The responses that this process makes now. */
export class Runs {
  readonly #runs = new Map<string, Run>();
  #isStopped = false;

  /** The ids of the responses. */
  get ids(): readonly string[] {
    return [...this.#runs.values()].map(({ key }) => key.id);
  }

  /** Throws `UnavailableError` once no more runs are wanted. */
  requireOpen(): void {
    if (this.#isStopped) throw closing();
  }

  /** It is taken out when this process has no more to do with it. */
  add(run: Run): void {
    const id = idOf(run.key);
    this.#runs.set(id, run);
    const remove = () => this.#runs.delete(id);
    run.made.then(remove, remove);
    if (this.#isStopped) stop(run);
  }

  get(key: ResponseKey): Run | undefined {
    return this.#runs.get(idOf(key));
  }

  /** Those whose client waits fail, the others are left for later. Resolves when all have stopped. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    const runs = [...this.#runs.values()];
    for (const run of runs) stop(run);
    await Promise.allSettled(runs.map(({ made }) => made));
  }
}

function stop(run: Run): void {
  if (run.isBackground) run.release();
  else run.giveUp(closing());
}

function closing(): UnavailableError {
  return new UnavailableError('the server shuts down', 'server_closing');
}

function idOf({ tenant, id }: ResponseKey): string {
  return JSON.stringify([tenant, id]);
}
