import type { ErrorBody, ResponseResource } from '@antiphon/protocol';
import { afterEach, expect, test, vi } from 'vitest';
import { HttpError, type RunningServer, type TenantOf } from '../src/index.ts';
import { startApp, startServer } from './start.ts';
import { SocketClient } from './websocket/client.ts';

let server: RunningServer | undefined;
afterEach(async () => {
  vi.restoreAllMocks();
  await server?.close(0);
  server = undefined;
});

const byHeader: TenantOf = (request) => request.headers.get('x-tenant') ?? undefined;

function post(body: object, headers: Record<string, string> = {}): RequestInit {
  const type = { 'content-type': 'application/json' };
  return { method: 'POST', headers: { ...type, ...headers }, body: JSON.stringify(body) };
}

test('a response is there for its tenant alone', async () => {
  const app = startApp({ tenantOf: async (request) => byHeader(request) });
  const made = await app.request('/v1/responses', post({ input: 'Hi' }, { 'x-tenant': 'ada' }));
  const { id } = (await made.json()) as ResponseResource;
  const statusFor = async (tenant: string) =>
    (await app.request(`/v1/responses/${id}`, { headers: { 'x-tenant': tenant } })).status;
  expect(await statusFor('ada')).toBe(200);
  expect(await statusFor('bob')).toBe(404);
});

test.each([undefined, ''])(
  'a request of the tenant %j is a 401 before it is read',
  async (tenant) => {
    const app = startApp({ tenantOf: () => tenant });
    const init = { method: 'POST', body: 'no JSON' };
    for (const path of ['/v1/responses', '/v1/conversations', '/v1/models', '/v1/unknown']) {
      const reply = await app.request(path, path === '/v1/models' ? {} : init);
      expect(reply.status).toBe(401);
      expect(reply.headers.get('www-authenticate')).toBe('Bearer');
      expect(reply.headers.get('x-request-id')).toBeTruthy();
      const { error } = (await reply.json()) as ErrorBody;
      expect(error).toMatchObject({
        type: 'invalid_request_error',
        code: 'unauthorized',
        param: '',
      });
    }
  },
);

test('what tells nothing of a tenant needs none', async () => {
  const app = startApp({ tenantOf: () => undefined });
  for (const path of ['/health', '/openapi.json'])
    expect((await app.request(path)).status).toBe(200);
});

test('an HttpError is answered as it says, anything else that is thrown is a fault of the server', async () => {
  const log = vi.spyOn(console, 'error').mockImplementation(() => {});
  const replyTo = (fault: unknown) =>
    startApp({ tenantOf: () => Promise.reject(fault) }).request('/v1/models');
  const refused = await replyTo(new HttpError(403, 'suspended', 'the account is suspended'));
  expect(refused.status).toBe(403);
  expect(await refused.json()).toMatchObject({ error: { code: 'suspended' } });
  expect(log).not.toHaveBeenCalled();
  for (const fault of [new Error('the directory of users is away'), 'away']) {
    const failed = await replyTo(fault);
    expect(failed.status).toBe(500);
    expect(await failed.text()).not.toContain('away');
  }
  expect(log).toHaveBeenCalledTimes(2);
});

test('a WebSocket is of the tenant of its handshake; without one there is no handshake', async () => {
  server = await startServer({ tenantOf: byHeader });
  const connect = (headers: Record<string, string>) => new SocketClient(server!.url, { headers });
  const ada = await connect({ 'x-tenant': 'ada' }).open();
  const { id } = (await ada.answer({ input: 'Hi' })).response!;
  const again = await connect({ 'x-tenant': 'ada' }).open();
  const next = await again.answer({ input: 'And?', previous_response_id: id });
  expect(next.type).toBe('response.completed');
  const nobody = connect({});
  const refused = new Promise((resolve) => nobody.socket.on('error', resolve));
  expect(String(await refused)).toContain('401');
});
