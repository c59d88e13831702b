import type { Config } from './config.ts';
import { listen } from './listen.ts';
import { openServices } from './services.ts';

/** How long running requests may go on after the first signal; the second ends the process at once. */
const GRACE_MS = 10_000;

/** Serves until the process is told to stop (SIGINT, SIGTERM); then resolves. `say` is told what a person should read. */
export async function serveUntilSignal(config: Config, say: (line: string) => void): Promise<void> {
  const stopped = nextSignal();
  const services = await openServices(config);
  try {
    const server = await listen(services, config);
    say(`antiphon serves ${services.models.map((model) => model.id).join(', ')} on ${server.url}`);
    say(`responses are kept in ${config.dataFolder}`);
    await stopped;
    say('stopping; once more stops at once');
    await server.close(GRACE_MS);
  } finally {
    await services.close();
  }
}

function nextSignal(): Promise<void> {
  return new Promise((resolve) => {
    // With the handlers gone, a second signal does what it does by default.
    const stop = () => {
      process.off('SIGINT', stop).off('SIGTERM', stop);
      resolve();
    };
    process.on('SIGINT', stop).on('SIGTERM', stop);
  });
}
