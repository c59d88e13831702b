/*
 * The engine under load: chains, prompts that come while others are answered, event loops, memory, start.
 *
 *   node --conditions=@antiphon/source bench/serve.ts [--quick] [--only=turns,pauses,gaps,ready,memory,speculation]
 */
import { openLocalModel } from '@antiphon/engine';
import { modelFolder } from './bench-models.ts';
import { Checks } from './checks.ts';
import { checkLoopGaps } from './serve-gaps.ts';
import { checkMemory } from './serve-memory.ts';
import { checkPauses } from './serve-pauses.ts';
import { checkReadyTime } from './serve-ready.ts';
import { reportSpeculation } from './serve-speculation.ts';
import { checkSecondTurn } from './serve-turns.ts';

const isQuick = process.argv.includes('--quick');
const only = process.argv
  .find((argument) => argument.startsWith('--only='))
  ?.slice(7)
  .split(',');
const checks = new Checks('serve');
const facts: Record<string, number> = {};
const folder = await modelFolder(isQuick ? '33M' : '135M', 'int8');
const dtype = 'q8';

await part('ready', () => checkReadyTime(checks));
await part('turns', () => withModel((model) => checkSecondTurn(model, checks)));
await part('pauses', () => withModel((model) => checkPauses(model, checks)));
await part('gaps', () => checkLoopGaps(folder, dtype, checks));
await part('speculation', async () => Object.assign(facts, await reportSpeculation(folder, dtype)));
await part('memory', () => checkMemory(isQuick ? 2000 : 10_000, checks));
checks.close(facts);

async function part(name: string, run: () => Promise<unknown>): Promise<void> {
  if (only && !only.includes(name)) return;
  console.log(name);
  await run();
}

/** A model in a thread of its own, as the server has it. */
async function withModel(
  use: (model: Awaited<ReturnType<typeof openLocalModel>>) => Promise<void>,
): Promise<void> {
  const model = await openLocalModel(folder, { load: { dtype } });
  try {
    await use(model);
  } finally {
    await model.close();
  }
}
