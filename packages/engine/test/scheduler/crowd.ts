import type { Scheduler } from '../../src/scheduler/scheduler.ts';
import type { HashModel } from './hash-model.ts';
import {
  createRandom,
  draw,
  grammarOf,
  promptOf,
  type RecordedAnswer,
  type Request,
} from './requests.ts';

/** One of many that come and go. */
export interface CrowdRequest extends Request {
  /** Turns of the event loop before it comes. */
  readonly wait: number;
  /** It is called off after so many tokens. */
  readonly patience: number;
}

/** Of three tenants, some with the same beginnings, some with grammars; the same for the same seed. */
export function randomRequests(count: number, model: HashModel, seed = count): CrowdRequest[] {
  const random = createRandom(seed);
  return Array.from({ length: count }, (_, index) => ({
    prompt: [...promptOf(random(200), random(4)), ...promptOf(1 + random(60), index)],
    tenant: `tenant ${random(3)}`,
    seed: index,
    sampling: index % 3 === 0 ? { temperature: 0 } : {},
    maxTokens: 1 + random(150),
    choices: 1 + (random(5) === 0 ? 2 : 0),
    ...(random(3) === 0 && {
      grammar: grammarOf(model, '(an answer of |some )[a-z]{3,90}( and so it ends)?'),
    }),
    wait: random(300),
    patience: random(6) === 0 ? random(30) : Number.POSITIVE_INFINITY,
  }));
}

/** Draws it when its time has come. Gives `undefined` for what was called off. */
export async function drawSometime(
  scheduler: Scheduler,
  request: CrowdRequest,
): Promise<readonly RecordedAnswer[] | undefined> {
  for (let turn = 0; turn < request.wait; turn++) {
    await new Promise((resolve) => setImmediate(resolve));
  }
  const controller = new AbortController();
  let drawn = 0;
  const onToken = () => {
    if (++drawn > request.patience) controller.abort();
    return true;
  };
  try {
    return (await draw(scheduler, { ...request, signal: controller.signal, onToken })).answers;
  } catch (fault) {
    if (controller.signal.aborted) return undefined;
    throw fault;
  }
}
