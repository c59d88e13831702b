import type { LanguageModel } from '@antiphon/backend';
import { ask, conversationOf, longConversation } from './ask.ts';
import type { Checks } from './checks.ts';
import { quantile } from './quantile.ts';

const PROMPT = 2000;
const PROMPTS = 8;
/** Steps of the stream before the others come. */
const ALONE = 60;

/** A stream runs, and eight long prompts come at once: how long does it, and do those that began, wait at most for a token? */
export async function checkPauses(model: LanguageModel, checks: Checks): Promise<void> {
  const conversations = await Promise.all(
    Array.from({ length: PROMPTS }, (_, index) => longConversation(model, PROMPT, 100 + index)),
  );
  const { promise: warm, resolve } = Promise.withResolvers<void>();
  let count = 0;
  const question = { conversation: conversationOf('go on'), maxTokens: 1500, isMonotonous: true };
  const running = ask(model, question, () => ++count === ALONE && resolve());
  await warm;
  const begun = performance.now();
  const others = await Promise.all(
    conversations.map((conversation) =>
      ask(model, { conversation, maxTokens: 16, isMonotonous: true }),
    ),
  );
  const ended = performance.now();
  const { arrivals } = await running;
  const alone = quantile(gaps(arrivals.filter((time) => time < begun)), 0.5);
  const during = gaps(arrivals.filter((time) => time >= begun && time <= ended));
  const longest = Math.max(...during, ...others.flatMap((answer) => gaps(answer.arrivals)));
  console.log(
    `  normal step ${alone.toFixed(1)} ms; beside ${PROMPTS} prompts of ${PROMPT} tokens, which took ${(ended - begun).toFixed(0)} ms: median ${quantile(during, 0.5).toFixed(1)}, p99 ${quantile(during, 0.99).toFixed(1)}, longest ${longest.toFixed(1)} ms`,
  );
  checks.add('longest pause of a stream', { value: longest / alone, unit: 'steps' }, '<=', 3);
}

function gaps(times: readonly number[]): number[] {
  return times.slice(1).map((time, index) => time - times[index]!);
}
