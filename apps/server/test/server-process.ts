import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

export interface ServerProcess {
  /** Such as `http://127.0.0.1:8484`. */
  readonly url: string;
  readonly child: ChildProcess;
  /** Asks it to end, as an operator would; resolves to its exit code. */
  stop(): Promise<number>;
  /** Ends it at once, whatever it does; resolves when it is gone. */
  kill(): Promise<void>;
}

/** What is run. */
export const mainFile = fileURLToPath(new URL('../src/main.ts', import.meta.url));

export interface StartProcessOptions {
  /** Kills it. */
  readonly signal?: AbortSignal;
  /** What it has to complain about is expected. */
  readonly isQuiet?: boolean;
}

/** The server as it is started for real, in a process of its own, on any free port, with these settings and no others. */
export async function startProcess(
  settings: NodeJS.ProcessEnv,
  { signal, isQuiet = false }: StartProcessOptions = {},
): Promise<ServerProcess> {
  const child = spawn(process.execPath, ['--conditions=@antiphon/source', mainFile], {
    env: { PATH: process.env.PATH, PORT: '0', ...settings },
    stdio: ['ignore', 'pipe', isQuiet ? 'ignore' : 'inherit'],
  });
  signal?.addEventListener('abort', () => child.kill('SIGKILL'));
  const exited: Promise<number> = once(child, 'exit').then(([code]) => code);
  const { promise: listening, resolve, reject } = Promise.withResolvers<string>();
  createInterface(child.stdout).on('line', (line) => {
    const [address] = /http:\/\/\S+/.exec(line) ?? [];
    if (address) resolve(address);
  });
  exited.then((code) => reject(new Error(`the server ended with ${code}`)));
  return {
    url: await listening,
    child,
    stop() {
      child.kill('SIGTERM');
      return exited;
    },
    async kill() {
      child.kill('SIGKILL');
      await exited;
    },
  };
}
