import { once } from 'node:events';
import type { Config } from './config.ts';
import { listen } from './listen.ts';
import { openServices } from './services.ts';

/** How long running requests may go on after the first signal; the second ends the process at once. */
const GRACE_MS = 10_000;

/** Serves until the process is told to stop (SIGINT, SIGTERM); then resolves. `say` is told what a person should read. */
export async function serveUntilSignal(config: Config, say: (line: string) => void): Promise<void> {
  const stop = stopSignal();
  const services = await openServices(config, { log: say, signal: stop }).catch((fault) => {
    if (!stop.aborted) throw fault;
  });
  if (!services) return;
  try {
    const server = await listen(services, config);
    say(`antiphon serves ${services.models.ids.join(', ')} on ${server.url}`);
    say(`responses are kept in ${config.dataFolder}`);
    if (!stop.aborted) await once(stop, 'abort');
    say('stopping; once more stops at once');
    await server.close(GRACE_MS);
  } finally {
    await services.close();
  }
}

/** Aborted by the first signal; with the handlers gone, a second one does what it does by default. */
function stopSignal(): AbortSignal {
  const abort = new AbortController();
  const stop = () => {
    process.off('SIGINT', stop).off('SIGTERM', stop);
    abort.abort(new Error('the process was told to stop'));
  };
  process.on('SIGINT', stop).on('SIGTERM', stop);
  return abort.signal;
}
