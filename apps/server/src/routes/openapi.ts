import { openApiDocument } from '@antiphon/protocol';
import { Hono } from 'hono';

/** The whole API for machines to read: OpenAPI 3.1, from the schemas that requests are checked with. */
export function openApiRoutes(): Hono {
  // A path is right wherever the document was fetched from, also behind a proxy.
  const document = JSON.stringify(openApiDocument({ url: '/' }));
  return new Hono().get('/', (c) => c.body(document, 200, { 'content-type': 'application/json' }));
}
