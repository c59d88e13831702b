import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type ErrorBody,
  type ResponseEvent,
  type ResponseResource,
  readResponseEvents,
} from '@antiphon/protocol';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { accumulated } from '../routes/contract.ts';
import { mainFile, type ServerProcess, startProcess } from '../server-process.ts';
import { writeScript } from './script.ts';
import { makeSmallDisk, type SmallDisk } from './small-disk.ts';

const folder = mkdtempSync(join(tmpdir(), 'antiphon-full-'));
const script = join(folder, 'scripted.json');
const probe = makeSmallDisk(1);
probe?.remove();

let disk: SmallDisk;
let server: ServerProcess | undefined;
beforeAll(() => writeScript(script));
afterAll(() => rmSync(folder, { recursive: true }));

/** On a disk of its own; without one there is nothing to try. */
function testOnDisk(name: string, run: () => Promise<void>): void {
  test.skipIf(!probe)(
    name,
    async () => {
      disk = makeSmallDisk(4)!;
      try {
        await run();
      } finally {
        await server?.kill();
        server = undefined;
        disk.remove();
      }
    },
    60_000,
  );
}

function settings() {
  return { ANTIPHON_DATA_DIR: disk.folder, ANTIPHON_MODEL: `scripted:${script}` };
}

function post(body: object): Promise<Response> {
  const init = { method: 'POST', headers: { 'content-type': 'application/json' } };
  return fetch(`${server!.url}/v1/responses`, { ...init, body: JSON.stringify(body) });
}

async function retrieve(id: string): Promise<ResponseResource> {
  return (await (await fetch(`${server!.url}/v1/responses/${id}`)).json()) as ResponseResource;
}

/** A response in the foreground; `undefined` when it was refused as one that cannot be stored. */
async function ask(body: object = { input: 'say more' }): Promise<ResponseResource | undefined> {
  const reply = await post(body);
  if (reply.ok) return (await reply.json()) as ResponseResource;
  const { error } = (await reply.json()) as ErrorBody;
  expect([reply.status, error.code]).toEqual([503, 'storage_unavailable']);
  expect(reply.headers.get('retry-after')).toBe('1');
  return undefined;
}

/** What the program says when it cannot start. */
function startInVain(): string {
  const environment = { PATH: process.env.PATH, PORT: '0', ...settings() };
  const flags = ['--conditions=@antiphon/source', mainFile];
  const { status, stderr } = spawnSync(process.execPath, flags, {
    env: environment,
    encoding: 'utf8',
    timeout: 30_000,
  });
  expect(status).toBe(1);
  return stderr;
}

testOnDisk(
  'a server whose disk fills acknowledges nothing, and goes on when there is space',
  async () => {
    server = await startProcess(settings(), { isQuiet: true });
    const before = (await ask())!;
    disk.fill();
    // What the database has at hand already may serve for a while.
    let acknowledged = before;
    for (let last = await ask(); last; last = await ask()) acknowledged = last;
    for (const extra of [{}, { stream: true }, { background: true }]) {
      expect(await ask({ input: 'say no', ...extra })).toBeUndefined();
    }
    expect(await retrieve(before.id)).toEqual(before);
    expect(await retrieve(acknowledged.id)).toEqual(acknowledged);
    disk.empty();
    const after = (await ask())!;
    expect(after.status).toBe('completed');
    for (const response of [before, acknowledged, after])
      expect(await retrieve(response.id)).toEqual(response);
  },
);

testOnDisk('what runs while the disk fills ends once there is space', async () => {
  server = await startProcess(settings(), { isQuiet: true });
  const reply = await post({ input: `say ${'more '.repeat(200)}`, background: true });
  const { id } = (await reply.json()) as ResponseResource;
  disk.fill();
  await expect.poll(() => ask(), { timeout: 30_000 }).toBeUndefined();
  disk.empty();
  await expect.poll(async () => (await retrieve(id)).status, { timeout: 30_000 }).toBe('completed');
});

testOnDisk(
  'a stream that runs while the disk fills is told its end once there is space',
  async () => {
    server = await startProcess(settings(), { isQuiet: true });
    const reply = await post({ input: `say ${'more '.repeat(100)}`, stream: true });
    disk.fill();
    const events: ResponseEvent[] = [];
    for await (const event of readResponseEvents(reply.body!)) {
      events.push(event);
      // From here on the answer alone writes.
      if (event.type === 'response.content_part.done') setTimeout(disk.empty, 500);
    }
    const { response } = accumulated(events);
    expect(response?.status).toBe('completed');
    expect(await retrieve(response!.id)).toEqual(response);
  },
);

testOnDisk('on a full disk the server does not start, and says why', async () => {
  disk.fill();
  expect(startInVain()).toMatch(/^antiphon: .*(no space|full)/m);
});

testOnDisk(
  'on a full disk the server does not start with the database that it had, and says why',
  async () => {
    server = await startProcess(settings(), { isQuiet: true });
    const before = (await ask())!;
    await server.stop();
    disk.fill();
    expect(startInVain()).toMatch(/^antiphon: .*(no space|full)/m);
    disk.empty();
    server = await startProcess(settings(), { isQuiet: true });
    expect(await retrieve(before.id)).toEqual(before);
  },
);

testOnDisk('in a read-only folder the server does not start, and says why', async () => {
  disk.makeReadOnly();
  expect(startInVain()).toMatch(/^antiphon: .*read-only/m);
});
