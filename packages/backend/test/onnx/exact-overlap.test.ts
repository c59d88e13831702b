import { setImmediate as turn } from 'node:timers/promises';
import type { ModelOptions } from '@antiphon/model-writer';
import { expect, test } from 'vitest';
import type { LogitsModel, Sequence } from '../../src/logits-model.ts';
import { seededRandom } from '../seeded-random.ts';
import { advance, last, openTiny, signal, someTokens } from './tiny-model.ts';

const DRAWING = 8;
const STEPS = 10;

/** A prompt, what comes after it, and the logits of a sequence that has it all to itself. */
interface Course {
  readonly prompt: readonly number[];
  readonly tokens: readonly number[];
  readonly logits: readonly Float32Array[];
}

async function course(model: LogitsModel, seed: number): Promise<Course> {
  const prompt = someTokens(2 + ((seed * 137) % 700), seed);
  const tokens = someTokens(STEPS, seed + 100);
  const sequence = model.open();
  const logits = [await advance(model, sequence, prompt)];
  for (const token of tokens) logits.push(await advance(model, sequence, [token]));
  sequence.close();
  return { prompt, tokens, logits };
}

interface Drawing {
  readonly sequence: Sequence;
  readonly course: Course;
  place: number;
}

/** Sequences that read and draw at once; each is held against its course. */
class Ensemble {
  /** Draw steps that were asked for while a prompt was read. */
  overlaps = 0;
  readonly #model: LogitsModel;
  readonly #courses: readonly Course[];
  readonly #random = seededRandom(3);
  readonly #drawing = new Set<Drawing>();
  #isReading = false;

  constructor(model: LogitsModel, courses: readonly Course[]) {
    this.#model = model;
    this.#courses = courses;
  }

  async play(prompts: number): Promise<void> {
    let isOver = false;
    const reading = this.#readAll(prompts).finally(() => {
      isOver = true;
    });
    await Promise.all([reading, this.#drawUntil(() => isOver)]);
  }

  async #drawUntil(isOver: () => boolean): Promise<void> {
    while (!isOver() || this.#drawing.size > 0) {
      if (this.#drawing.size > 0) await this.#draw();
      await turn();
    }
  }

  async #readAll(prompts: number): Promise<void> {
    for (let count = 0; count < prompts; count++) {
      while (this.#drawing.size >= DRAWING) await turn();
      const course = this.#courses[count % this.#courses.length]!;
      const sequence = this.#model.open();
      this.#isReading = true;
      const logits = await advance(this.#model, sequence, course.prompt);
      this.#isReading = false;
      expect(logits).toEqual(course.logits[0]);
      this.#drawing.add({ sequence, course, place: 0 });
    }
  }

  /** A token for some of those that draw. They leave at the end of their course, and some earlier. */
  async #draw(): Promise<void> {
    if (this.#isReading) this.overlaps++;
    const active = [...this.#drawing].filter(() => this.#random() < 0.8);
    const items = active.map(({ sequence, course, place }) =>
      last(sequence, [course.tokens[place]!]),
    );
    const rows = await this.#model.step(items, signal);
    for (const [index, state] of active.entries()) {
      state.place++;
      expect(rows[index]).toEqual(state.course.logits[state.place]);
      if (state.place < STEPS && this.#random() > 0.03) continue;
      this.#drawing.delete(state);
      state.sequence.close();
    }
  }
}

test.each<Partial<ModelOptions>>([
  { dtype: 'fp32' },
  { dtype: 'int8' },
  { dtype: 'q4' },
  { dtype: 'fp16', cache: 'fp16' },
  { dtype: 'int8-dynamic' },
])(
  'whoever draws while prompts are read gets the bits that it gets alone, and so do those that were read: %o',
  async (graph) => {
    const model = await openTiny(graph, { maxSequences: DRAWING + 1, threads: 2 });
    expect(model.info.can.overlap).toBe(true);
    const courses = [];
    for (let seed = 0; seed < 12; seed++) courses.push(await course(model, seed));
    const ensemble = new Ensemble(model, courses);
    await ensemble.play(60);
    expect(ensemble.overlaps).toBeGreaterThan(20);
  },
);
