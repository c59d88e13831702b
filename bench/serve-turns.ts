import type { LanguageModel } from '@antiphon/backend';
import { ask, longConversation } from './ask.ts';
import type { Checks } from './checks.ts';

const PROMPT = 3000;
const CHAINS = 3;

/** The second turn of a long chain needs only its new tokens run: the rest of the prompt is still there from the first. */
export async function checkSecondTurn(model: LanguageModel, checks: Checks): Promise<void> {
  const shares: number[] = [];
  for (let seed = 1; seed <= CHAINS; seed++) {
    const conversation = await longConversation(model, PROMPT, seed);
    const first = await ask(model, { conversation, maxTokens: 1 });
    const messages = [
      ...conversation.messages,
      { role: 'assistant', content: 'so it is' } as const,
      { role: 'user', content: 'and what comes after that' } as const,
    ];
    const second = await ask(model, { conversation: { messages }, maxTokens: 1 });
    console.log(
      `  ${PROMPT} tokens: first turn ${first.milliseconds.toFixed(0)} ms, second ${second.milliseconds.toFixed(0)} ms (${second.cachedTokens} tokens reused)`,
    );
    shares.push((100 * second.milliseconds) / first.milliseconds);
  }
  const value = Math.min(...shares);
  checks.add('first token of the second turn', { value, unit: '% of the first turn' }, '<=', 10);
}
