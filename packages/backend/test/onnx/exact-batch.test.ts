import type { ModelOptions } from '@antiphon/model-writer';
import { expect, test } from 'vitest';
import type { LogitsModel, Sequence } from '../../src/logits-model.ts';
import { seededRandom } from '../seeded-random.ts';
import { advance, last, openTiny, signal, someTokens } from './tiny-model.ts';

const SEQUENCES = 16;
const STEPS = 12;

/** One of many, with what it is given after its prompt and the logits that it gets when it is alone. */
interface Course {
  readonly prompt: readonly number[];
  readonly tokens: readonly number[];
  readonly logits: readonly Float32Array[];
}

async function course(model: LogitsModel, seed: number): Promise<Course> {
  const prompt = someTokens(1 + ((seed * 37) % 90), seed);
  const tokens = someTokens(STEPS, seed + 100);
  const sequence = model.open();
  await advance(model, sequence, prompt);
  const logits = [];
  for (const token of tokens) logits.push(await advance(model, sequence, [token]));
  sequence.close();
  return { prompt, tokens, logits };
}

test.each<Partial<ModelOptions>>([
  { dtype: 'fp32' },
  { dtype: 'int8' },
  { dtype: 'q4' },
  { dtype: 'fp16', cache: 'fp16' },
  { dtype: 'int8-dynamic' },
  { attention: 'concatenating' },
])(
  'among up to 16 that join, rest and leave, each gets the bits that it gets alone: %o',
  async (graph) => {
    const model = await openTiny(graph, { maxSequences: SEQUENCES });
    const courses = [];
    for (let seed = 0; seed < SEQUENCES; seed++) courses.push(await course(model, seed));
    const random = seededRandom(5);
    const running = new Map<Sequence, { course: Course; place: number }>();
    for (let round = 0; round < 120; round++) {
      if (running.size < SEQUENCES && random() < 0.6) {
        const next = courses[Math.floor(random() * courses.length)]!;
        const sequence = model.open();
        await advance(model, sequence, next.prompt);
        running.set(sequence, { course: next, place: 0 });
      }
      const active = [...running].filter(() => random() < 0.8);
      const items = active.map(([sequence, { course, place }]) =>
        last(sequence, [course.tokens[place]!]),
      );
      const rows = await model.step(items, signal);
      for (const [index, [sequence, state]] of active.entries()) {
        expect(rows[index]).toEqual(state.course.logits[state.place]);
        state.place++;
        if (state.place < STEPS && random() > 0.05) continue;
        running.delete(sequence);
        sequence.close();
      }
    }
  },
);
