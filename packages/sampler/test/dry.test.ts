import { expect, test } from 'vitest';
import { Breakers } from '../src/breakers.ts';
import { TokenContext } from '../src/context.ts';
import { createDry, type Dry } from '../src/dry.ts';
import { forEachCase } from './cases.ts';
import * as reference from './reference.ts';

const texts = ['a', 'b', 'c', ' d', 'e\n', ':', '#', '##', '', 'f"g'];
const settings = { dryMultiplier: 0.8, dryBase: 1.75, dryAllowedLength: 2 };

function penalised(dry: Dry, size: number): Float32Array {
  const logits = new Float32Array(size);
  dry.apply(logits);
  return logits;
}

test('DRY equals the formula, token by token and after longer additions', () => {
  forEachCase(10_000, (cases) => {
    const size = cases.integer(2, texts.length);
    const drySettings = {
      dryMultiplier: cases.between(0.1, 3),
      dryBase: cases.pick([1, 1.75, cases.between(1, 3)]),
      dryAllowedLength: cases.integer(1, 4),
    };
    const breakers = cases.pick([[], ['\n', ':', '"', '*'], ['##'], ['b', 'c d'], ['ab', ':#']]);
    const context = new TokenContext(size);
    const finder = breakers.length > 0 ? new Breakers(breakers, (id) => texts[id]) : undefined;
    const dry = createDry(drySettings, context, finder);
    const tokens: number[] = [];
    for (let addition = 0; addition < 6; addition++) {
      const added = cases.tokens(cases.chance(0.5) ? 1 : cases.integer(0, 12), size);
      context.addPrompt(added);
      tokens.push(...added);
      const logits = cases.logits(size);
      const expected = reference.dry([...logits], tokens, drySettings, { texts, breakers });
      dry.apply(logits);
      expect(logits).toEqual(Float32Array.from(expected));
    }
  });
});

test('a forked DRY goes its own way from the same context', () => {
  const context = new TokenContext(4);
  context.addPrompt([0, 1, 2, 0, 1]);
  const dry = createDry(settings, context, undefined);
  penalised(dry, 4);
  const copyOfContext = context.fork();
  const copy = dry.fork(copyOfContext);
  context.addGenerated(2);
  copyOfContext.addGenerated(3);
  expect(penalised(dry, 4)[0]).toBeCloseTo(-0.8 * 1.75, 6);
  expect([...penalised(copy, 4)]).toEqual([0, 0, 0, 0]);
});

test('a repetition of any length has a finite penalty', () => {
  const context = new TokenContext(2);
  context.addPrompt(new Array(5000).fill(1));
  const logits = penalised(createDry(settings, context, undefined), 2);
  expect(logits[1]).toBe(Math.fround(-3.4028234663852886e38));
});

test('a context of one token repeated costs linear, not quadratic, work', () => {
  const length = 200_000;
  const context = new TokenContext(2);
  context.addPrompt(new Array(length).fill(1));
  const dry = createDry(settings, context, undefined);
  const start = performance.now();
  for (let step = 0; step < 10; step++) {
    penalised(dry, 2);
    context.addGenerated(1);
  }
  // Quadratic would be 4e10 comparisons: minutes.
  expect(performance.now() - start).toBeLessThan(2000);
});
