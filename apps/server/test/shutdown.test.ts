import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ResponseResource } from '@antiphon/protocol';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type ServerProcess, startProcess } from './server-process.ts';

let folder: string;
let server: ServerProcess;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'antiphon-shutdown-'));
});
afterEach(() => {
  server.child.kill('SIGKILL');
  rmSync(folder, { recursive: true });
});

/** The server with a model that takes its time. Resolves to its address. */
async function start(msPerToken: number): Promise<string> {
  const script = join(folder, 'slow.json');
  const pace = { ms_per_token: msPerToken };
  const rules = [{ pace, output: [{ type: 'text', text: 'The answer comes slowly.' }] }];
  writeFileSync(script, JSON.stringify({ rules }));
  server = await startProcess({
    ANTIPHON_DATA_DIR: folder,
    ANTIPHON_MODEL: `scripted:${script}`,
  });
  return server.url;
}

async function create(url: string, request: object): Promise<Response> {
  const headers = { 'content-type': 'application/json' };
  return fetch(`${url}/v1/responses`, { method: 'POST', headers, body: JSON.stringify(request) });
}

test('SIGTERM lets a stream end, and takes no more requests', async () => {
  const url = await start(10);
  const reply = await create(url, { input: 'Hi', stream: true });
  const reader = reply.body!.getReader();
  await reader.read();
  const stopped = server.stop();
  await expect.poll(() => fetch(`${url}/health`).catch(() => 'refused')).toBe('refused');
  let text = '';
  const decoder = new TextDecoder();
  for (let next = await reader.read(); !next.done; next = await reader.read())
    text += decoder.decode(next.value, { stream: true });
  expect(text).toContain('response.completed');
  expect(text).toMatch(/data: \[DONE\]\n\n$/);
  expect(await stopped).toBe(0);
}, 30_000);

test('a background response that SIGTERM breaks off is made after the next start', async () => {
  const url = await start(100);
  const reply = await create(url, { input: 'Hi', background: true });
  const { id } = (await reply.json()) as ResponseResource;
  expect(await server.stop()).toBe(0);
  const again = await start(1);
  const read = async () => {
    const reply = await fetch(`${again}/v1/responses/${id}`);
    return (await reply.json()) as ResponseResource;
  };
  await expect.poll(async () => (await read()).status, { timeout: 20_000 }).toBe('completed');
  expect(JSON.stringify((await read()).output)).toContain('The answer comes slowly.');
}, 30_000);
