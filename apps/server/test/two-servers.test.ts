import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ResponseResource } from '@antiphon/protocol';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  type PostgresServer,
  startPostgres,
} from '../../../packages/store/test/postgres/server.ts';
import { listen, openServices, readConfig } from '../src/index.ts';
import { accumulated, readEvents } from './routes/contract.ts';

let postgres: PostgresServer;
let folder: string;
const closing: (() => Promise<void>)[] = [];

/** A server with a data folder of its own, on the database that all share. */
async function start(name: string): Promise<string> {
  const script = join(folder, 'scripted.json');
  const answer = [
    { type: 'reasoning', text: 'Let me think.' },
    { type: 'text', text: 'Here it is.' },
  ];
  writeFileSync(script, JSON.stringify({ rules: [{ pace: { ms_per_token: 5 }, output: answer }] }));
  const config = readConfig({
    PORT: '0',
    ANTIPHON_DATABASE: postgres.url,
    ANTIPHON_DATA_DIR: join(folder, name),
    ANTIPHON_MODEL: `scripted:${script}`,
  });
  const services = await openServices(config);
  const server = await listen(services, config);
  closing.push(async () => {
    await server.close(0);
    await services.close();
  });
  return server.url;
}

let one: string;
let other: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'antiphon-two-'));
  postgres = await startPostgres();
  [one, other] = [await start('one'), await start('other')];
}, 60_000);
afterAll(async () => {
  for (const close of closing) await close();
  await postgres.remove();
  rmSync(folder, { recursive: true });
});

async function create(url: string, request: object): Promise<ResponseResource> {
  const headers = { 'content-type': 'application/json' };
  const init = { method: 'POST', headers, body: JSON.stringify(request) };
  return (await (await fetch(`${url}/v1/responses`, init)).json()) as ResponseResource;
}

async function retrieve(url: string, id: string): Promise<ResponseResource> {
  return (await (await fetch(`${url}/v1/responses/${id}`)).json()) as ResponseResource;
}

test('what one server makes is followed, while it is made, on the other', async () => {
  const { id } = await create(one, { input: 'Hi', background: true });
  const events = await readEvents(await fetch(`${other}/v1/responses/${id}?stream=true`));
  const { response, isEnded } = accumulated(events);
  expect(isEnded).toBe(true);
  expect(response).toEqual(await retrieve(one, id));
});

test('what one server makes is cancelled on the other', async () => {
  const { id } = await create(one, { input: 'Hi', background: true });
  const reply = await fetch(`${other}/v1/responses/${id}/cancel`, { method: 'POST' });
  expect(await reply.json()).toMatchObject({ id, status: 'cancelled' });
  expect((await retrieve(one, id)).status).toBe('cancelled');
});

test('thoughts that one server has sealed are opened by the other', async () => {
  const first = await create(one, {
    input: 'Hi',
    store: false,
    include: ['reasoning.encrypted_content'],
  });
  const sealed = first.output.find((item) => item.type === 'reasoning');
  expect(sealed).toHaveProperty('encrypted_content');
  const second = await create(other, {
    input: [...first.output, { role: 'user', content: 'And?' }],
    store: false,
  });
  expect(second).toMatchObject({ status: 'completed' });
});
