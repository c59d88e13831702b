import { expect, test } from 'vitest';
import { runCrashes } from './run-crashes.ts';

test('nothing acknowledged is lost when the server is killed, on SQLite', async () => {
  const report = await runCrashes({
    database: 'sqlite',
    seed: 1,
    kills: 5,
    clients: 8,
    leaseSeconds: 1,
  });
  expect(report.faults).toEqual([]);
  expect(report.endings).toMatchObject({ completed: expect.any(Number) });
  expect(report.overSocket).toBeGreaterThan(5);
  expect(report.interruptions).toBeGreaterThan(5);
}, 120_000);

test('nothing acknowledged is lost when either of two servers is killed, nor when PostgreSQL restarts', async () => {
  const report = await runCrashes({
    database: 'postgres',
    seed: 2,
    kills: 3,
    killsPerRestart: 2,
    clients: 8,
    leaseSeconds: 1,
  });
  expect(report.faults).toEqual([]);
  expect(report.endings).toMatchObject({ completed: expect.any(Number) });
  expect(report.overSocket).toBeGreaterThan(3);
  expect(report.restarts).toBe(1);
  expect(report.interruptions).toBeGreaterThan(3);
}, 120_000);
