import { openLocalModel } from '@antiphon/engine';
import { ask, conversationOf } from './ask.ts';

const ROUNDS = 4;
const TOKENS = 200;

/** What prompt-lookup drafts gain where the answer repeats what is there, and where it does not; it is off unless asked for. */
export async function reportSpeculation(
  folder: string,
  dtype: string,
): Promise<Record<string, number>> {
  const off = await openLocalModel(folder, { load: { dtype } });
  const on = await openLocalModel(folder, { load: { dtype }, speculation: 'prompt-lookup' });
  const facts: Record<string, number> = {};
  for (const isMonotonous of [true, false]) {
    const best = new Map([off, on].map((model) => [model, 0]));
    for (let round = 0; round < ROUNDS; round++) {
      for (const [model, speed] of best) {
        const conversation = conversationOf(`round ${round}: say something`);
        const answer = await ask(model, { conversation, maxTokens: TOKENS, isMonotonous });
        best.set(model, Math.max(speed, (1000 * answer.outputTokens) / answer.milliseconds));
      }
    }
    const name = isMonotonous ? 'repeatingText' : 'otherText';
    facts[`${name}SpeculationGain`] = Number((best.get(on)! / best.get(off)!).toFixed(2));
  }
  await off.close();
  await on.close();
  console.log(`  ${JSON.stringify(facts)}`);
  return facts;
}
