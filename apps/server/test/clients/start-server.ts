import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { listen, openServices, readConfig } from '../../src/index.ts';

export interface TestServer {
  /** The base of the API, such as `http://127.0.0.1:8484/v1`. */
  readonly url: string;
  close(): Promise<void>;
}

/** Starts the server as these variables say, on any free port, with a data folder of its own. */
export async function startServer(environment: NodeJS.ProcessEnv = {}): Promise<TestServer> {
  const dataFolder = mkdtempSync(join(tmpdir(), 'antiphon-clients-'));
  const config = readConfig({ ...environment, ANTIPHON_DATA_DIR: dataFolder, PORT: '0' });
  const services = await openServices(config);
  const server = await listen(services, config);
  return {
    url: `${server.url}/v1`,
    async close() {
      await server.close(0);
      await services.close();
      rmSync(dataFolder, { recursive: true });
    },
  };
}
