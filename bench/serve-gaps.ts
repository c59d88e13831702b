import { loadModel } from '@antiphon/backend';
import { createLocalModel, openLocalModel } from '@antiphon/engine';
import { ask, longConversation } from './ask.ts';
import type { Checks } from './checks.ts';
import { longestLoopGap } from './loop-gap.ts';

const PROMPT = 2048;
const LIMIT_MS = 20;
const TRIES = 3;

/** A long prompt leaves the event loops free: that of the server, and that of the engine, which here runs on this thread. */
export async function checkLoopGaps(folder: string, dtype: string, checks: Checks): Promise<void> {
  const openers = {
    'main thread': () => openLocalModel(folder, { load: { dtype } }),
    'engine thread': async () => createLocalModel(await loadModel(folder, { dtype })),
  };
  for (const [name, open] of Object.entries(openers)) {
    const model = await open();
    const gaps: number[] = [];
    for (let seed = 1; seed <= TRIES; seed++) {
      const conversation = await longConversation(model, PROMPT, seed);
      gaps.push(await longestLoopGap(() => ask(model, { conversation, maxTokens: 1 })));
    }
    await model.close();
    const value = Math.min(...gaps);
    checks.add(`longest event-loop gap, ${name}`, { value, unit: 'ms' }, '<=', LIMIT_MS);
  }
}
