import type { OpenApiDocument } from '@antiphon/protocol';
import { expect, test } from 'vitest';
import { startApp } from '../start.ts';

/** A path whose parameters have no names. */
function nameless(path: string): string {
  return path.replaceAll(/\{\w+\}|:\w+(\{.+\})?/g, '{}').replace(/(.)\/$/, '$1');
}

test('the document describes what is served, and all of it under /v1', async () => {
  const app = startApp();
  const reply = await app.request('/openapi.json');
  expect(reply.headers.get('content-type')).toContain('application/json');
  const { openapi, paths } = (await reply.json()) as OpenApiDocument;
  expect(openapi).toBe('3.1.0');
  const described = Object.entries(paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${nameless(path)}`),
  );
  const served = app.routes
    .filter(({ method, path }) => method !== 'ALL' && path.startsWith('/v1/'))
    .map(({ method, path }) => `${method} ${nameless(path)}`);
  expect(described.toSorted()).toEqual(served.toSorted());
});
