import { expect, test } from 'vitest';
import { Scheduler } from '../../src/scheduler/scheduler.ts';
import { HashModel, type HashModelOptions } from './hash-model.ts';
import {
  createRandom,
  draw,
  drawAlone,
  grammarOf,
  promptOf,
  type RecordedAnswer,
  type Request,
} from './requests.ts';

/** On a machine that is busy with other things. */
const LONGEST_MS = 60_000;

/** Kernels that round in another way where tokens are run in other portions, and answers of some length. */
const kernels: HashModelOptions = { isPortioned: true, endOfTurnLogit: 0 };

const models: Record<string, HashModelOptions> = {
  'much room': { ...kernels, maxSequences: 16 },
  'room for few tokens': { ...kernels, maxSequences: 16, maxCachedTokens: 450 },
  'room for few sequences': { ...kernels, maxSequences: 3 },
  'no copies': { ...kernels, maxSequences: 6, can: { fork: false } },
  'no batches': { ...kernels, maxSequences: 6, maxCachedTokens: 900, can: { batch: false } },
};

test.each(Object.keys(models))(
  'with %s a request’s tokens are the same alone and in a crowd that joins and leaves',
  async (name) => {
    const options = models[name]!;
    const model = new HashModel(options);
    const scheduler = new Scheduler(model, { prefillChunk: 48 });
    const requests = randomRequests(80, model);
    const answers = await Promise.all(requests.map((request) => drawSometime(scheduler, request)));
    const { running, waiting } = scheduler.statistics;
    expect([running, waiting]).toEqual([0, 0]);
    await scheduler.close();
    expect(model.sequences.size).toBe(0);
    for (const [index, answer] of answers.entries()) {
      const alone = { ...kernels, can: options.can ?? {} };
      if (answer) expect(answer).toEqual(await drawAlone(requests[index]!, alone));
    }
  },
  LONGEST_MS,
);

test('that crowd shares prefixes and has to make room', async () => {
  const model = new HashModel(models['room for few tokens']);
  const scheduler = new Scheduler(model, { prefillChunk: 48 });
  const requests = randomRequests(80, model);
  await Promise.all(requests.map((request) => drawSometime(scheduler, request)));
  expect(scheduler.statistics.preemptions).toBeGreaterThan(0);
  expect(scheduler.statistics.cacheHits).toBeGreaterThan(0);
});

interface CrowdRequest extends Request {
  /** Turns of the event loop before it comes. */
  readonly wait: number;
  /** It is called off after so many tokens. */
  readonly patience: number;
}

function randomRequests(count: number, model: HashModel): CrowdRequest[] {
  const random = createRandom(count);
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

/** Gives `undefined` for what was called off. */
async function drawSometime(
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
