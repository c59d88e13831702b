import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ResponseResource } from '@antiphon/protocol';
import { openSqliteStore } from '@antiphon/store';
import { afterAll, expect, test } from 'vitest';
import { startApp } from './start.ts';

const folder = mkdtempSync(join(tmpdir(), 'antiphon-full-'));
afterAll(() => rmSync(folder, { recursive: true }));

test('where there is no space a request is a 503, and is served once something was deleted', async () => {
  const store = openSqliteStore(join(folder, 'small.sqlite'), { maxFileBytes: 600_000 });
  const app = startApp({ store });
  const post = (body: object) => {
    const init = { method: 'POST', headers: { 'content-type': 'application/json' } };
    return app.request('/v1/responses', { ...init, body: JSON.stringify(body) });
  };
  const kept: ResponseResource[] = [];
  const input = 'a long question '.repeat(500);
  let reply = await post({ input });
  for (; reply.ok; reply = await post({ input }))
    kept.push((await reply.json()) as ResponseResource);
  for (const extra of [{}, { stream: true }, { background: true }]) {
    const refused = await post({ input, ...extra });
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '1']);
    expect(await refused.json()).toMatchObject({ error: { code: 'storage_unavailable' } });
  }
  for (const response of kept) {
    const found = await app.request(`/v1/responses/${response.id}`);
    expect(await found.json()).toEqual(response);
  }
  for (const { id } of kept.slice(0, 5)) {
    const deleted = await app.request(`/v1/responses/${id}`, { method: 'DELETE' });
    expect(deleted.status).toBe(200);
  }
  expect((await post({ input })).status).toBe(200);
});
