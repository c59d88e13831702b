/*
 * Servers that are killed with SIGKILL at random moments while clients use them, over HTTP and WebSockets: whether all that a
 * client was told is there afterwards, as it was told. One server on SQLite, then two on one PostgreSQL that is itself restarted
 * under them.
 *
 *   node --conditions=@antiphon/source bench/crash.ts [--quick] [--seed=N] [--only=sqlite|postgres]
 */
import { type CrashSetting, runCrashes } from '../apps/server/test/crash/run-crashes.ts';
import { Checks } from './checks.ts';

const isQuick = process.argv.includes('--quick');
const seed = Number(/--seed=(\d+)/.exec(process.argv.join(' '))?.[1] ?? 7);
const only = /--only=(\w+)/.exec(process.argv.join(' '))?.[1];

const checks = new Checks('crash');
const facts: Record<string, number> = { seed };

if (only !== 'postgres') await measure('SQLite', { database: 'sqlite', kills: isQuick ? 6 : 200 });
if (only !== 'sqlite') {
  await measure('PostgreSQL', {
    database: 'postgres',
    kills: isQuick ? 4 : 200,
    killsPerRestart: isQuick ? 2 : 10,
  });
}
checks.close(facts);

async function measure(
  name: string,
  given: Pick<CrashSetting, 'database' | 'kills' | 'killsPerRestart'>,
): Promise<void> {
  const start = performance.now();
  const report = await runCrashes({
    ...given,
    seed,
    clients: 8,
    leaseSeconds: 1,
    onKill: (count) => {
      if (count % 10 === 0) console.log(`${name}: killed ${count} times`);
    },
  });
  for (const fault of report.faults.slice(0, 20)) console.log(`  ${fault.slice(0, 500)}`);
  facts[`${name}, seconds`] = Math.round((performance.now() - start) / 1000);
  facts[`${name}, kills`] = given.kills;
  facts[`${name}, restarts of the database`] = report.restarts;
  facts[`${name}, answers broken off`] = report.interruptions;
  for (const [status, count] of Object.entries(report.endings)) facts[`${name}, ${status}`] = count;
  const acknowledged = { value: report.acknowledged, unit: 'responses' };
  checks.add(`${name}: acknowledged`, acknowledged, '>', 0);
  const overSocket = { value: report.overSocket, unit: 'responses' };
  checks.add(`${name}: acknowledged over a WebSocket`, overSocket, '>', 0);
  checks.add(`${name}: faults`, { value: report.faults.length, unit: 'faults' }, '=', 0);
}
