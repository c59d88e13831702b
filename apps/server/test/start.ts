import { randomBytes } from 'node:crypto';
import { createModelDirectory, createScriptedModel, type Script } from '@antiphon/backend';
import { createLocalModel } from '@antiphon/engine';
import { createResponseService } from '@antiphon/responses';
import { openSqliteStore, type ResponseStore } from '@antiphon/store';
import type { Hono } from 'hono';
import { expect } from 'vitest';
import {
  type AppLimits,
  createApp,
  listen,
  type RunningServer,
  type Services,
  type TenantOf,
} from '../src/index.ts';

export interface StartOptions {
  /** Default: one in memory. */
  readonly store?: ResponseStore;
  readonly script?: Script;
  /** How long the model takes for a step (default: no time). */
  readonly stepMs?: number;
  readonly chatTemplate?: string;
  /** Called at each step of the model, which waits for it. */
  readonly onStep?: () => void | Promise<void>;
  readonly limits?: Partial<AppLimits>;
  readonly tenantOf?: TenantOf;
}

/** All that is behind the API, in memory, with a model that follows a script. */
export function scriptedServices({ script = () => 'Hello!', ...options }: StartOptions): Services {
  const scripted = createScriptedModel(script, options);
  const { onStep = () => {} } = options;
  const step: typeof scripted.step = async (...given) => {
    await onStep();
    return scripted.step(...given);
  };
  const models = createModelDirectory([createLocalModel({ ...scripted, step })]);
  const { store = openSqliteStore(':memory:') } = options;
  const responses = createResponseService({ store, models, sealingKey: randomBytes(32) });
  const close = async () => {
    await responses.close();
    await store.close();
  };
  return { responses, models, close };
}

function access({ limits = {}, tenantOf }: StartOptions) {
  return { limits, ...(tenantOf && { tenantOf }) };
}

export function startApp(options: StartOptions = {}): Hono {
  const shutdown = new AbortController().signal;
  return createApp({ ...scriptedServices(options), shutdown, ...access(options) });
}

/** A server on a port of its own; `close` stops it and what is behind it, once. */
export async function startServer(options: StartOptions = {}): Promise<RunningServer> {
  const services = scriptedServices(options);
  const server = await listen(services, { host: '127.0.0.1', port: 0, ...access(options) });
  let closed: Promise<void> | undefined;
  const close = async (graceMs: number) => {
    await server.close(graceMs);
    await services.close();
  };
  return { url: server.url, close: (graceMs) => (closed ??= close(graceMs)) };
}

/** What counts the steps of a model that answers without end, one token a millisecond. */
export function endless() {
  const count = { steps: 0 };
  const onStep = () => {
    count.steps++;
  };
  return { count, options: { script: () => 'x'.repeat(50_000), stepMs: 1, onStep } };
}

/** Resolves when the model has stopped. */
export async function expectStopped(count: { readonly steps: number }): Promise<void> {
  let before = -1;
  const isStill = () => {
    const isSame = count.steps === before;
    before = count.steps;
    return isSame;
  };
  await expect.poll(isStill, { interval: 30 }).toBe(true);
}
