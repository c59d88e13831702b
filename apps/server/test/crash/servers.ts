import { setTimeout as pause } from 'node:timers/promises';
import type { Random } from '../fuzz/random.ts';
import { type ServerProcess, startProcess } from '../server-process.ts';

/** How long to wait for a server that is being started. */
const WAIT_MS = 10;

/** Servers that come back, each time on another port, however often they are killed. */
export class Servers {
  readonly #settings: readonly NodeJS.ProcessEnv[];
  readonly #running: (ServerProcess | undefined)[] = [];
  readonly #onDeath: (index: number) => void;

  /** `onDeath` is told of one that ends by itself. */
  constructor(settings: readonly NodeJS.ProcessEnv[], onDeath: (index: number) => void) {
    this.#settings = settings;
    this.#onDeath = onDeath;
  }

  get count(): number {
    return this.#settings.length;
  }

  async start(index: number): Promise<void> {
    const server = await startProcess(this.#settings[index]!);
    this.#running[index] = server;
    server.child.once('exit', () => {
      if (this.#running[index] === server) this.#onDeath(index);
    });
  }

  async startAll(): Promise<void> {
    await Promise.all(this.#settings.map((_, index) => this.start(index)));
  }

  /** Starts one that is killed before it has come far. */
  async startInVain(index: number, afterMs: number): Promise<void> {
    const kill = AbortSignal.timeout(afterMs);
    await startProcess(this.#settings[index]!, { signal: kill }).catch((fault) => {
      if (!kill.aborted) throw fault;
    });
  }

  /** Gives it no time for anything. Resolves when it is gone. */
  async kill(index: number): Promise<void> {
    const server = this.#running[index];
    this.#running[index] = undefined;
    await server?.kill();
  }

  async killAll(): Promise<void> {
    await Promise.all(this.#settings.map((_, index) => this.kill(index)));
  }

  /** Lets all end in good order. */
  async stopAll(): Promise<void> {
    const running = this.#running.splice(0);
    await Promise.all(running.map((server) => server?.stop()));
  }

  /** The address of one that runs, as far as anybody knows. */
  async url(random: Random): Promise<string> {
    for (;;) {
      const running = this.#running.filter((server) => server !== undefined);
      if (running.length > 0) return random.pick(running).url;
      await pause(WAIT_MS);
    }
  }
}
