import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll } from 'vitest';
import { startServer, type TestServer } from './start-server.ts';

/** The name of the model that answers as gpt-scripted.json says. */
export const model = 'gpt-scripted';

const script = fileURLToPath(new URL('gpt-scripted.json', import.meta.url));

/** A server on a socket with the scripted model, for all tests of the file that calls it. */
export function serveScript(): Pick<TestServer, 'url'> {
  let server: TestServer | undefined;
  beforeAll(async () => {
    server = await startServer({ ANTIPHON_MODEL: `scripted:${script}` });
  });
  afterAll(() => server?.close());
  return {
    get url() {
      if (!server) throw new Error('the server is not up yet');
      return server.url;
    },
  };
}
