import { expect, test } from 'vitest';
import { keepMinP, minPSelection } from '../src/min-p.ts';
import { softmax } from '../src/softmax.ts';
import { type Cases, forEachCase } from './cases.ts';
import { candidateIds, loaded } from './loaded.ts';
import * as reference from './reference.ts';

function selected(logits: Float32Array, settings: { minP: number; temperature: number }): number[] {
  const workspace = loaded(logits);
  minPSelection(settings, workspace)();
  softmax(workspace.candidates, settings.temperature);
  keepMinP(workspace.candidates, settings.minP);
  return candidateIds(workspace);
}

function minPCase(cases: Cases, size: number) {
  return {
    logits: cases.logits(size),
    minP: cases.pick([1, 0.05, 1e-12, cases.between(0.001, 1)]),
    temperature: cases.pick([1, cases.between(0.05, 2)]),
  };
}

test('min-p keeps what is at least min_p times as likely as the likeliest', () => {
  forEachCase(10_000, (cases) => {
    const { logits, ...settings } = minPCase(cases, cases.integer(1, 120));
    const probabilities = reference.softmax([...logits], settings.temperature);
    const kept = reference.minP(probabilities, settings.minP);
    const expected = kept.flatMap((probability, id) => (probability > 0 ? [id] : []));
    expect(selected(logits, settings)).toEqual(expected);
  });
});

test('min-p 1 keeps the likeliest token and its ties', () => {
  expect(selected(new Float32Array([1, 3, 2, 3]), { minP: 1, temperature: 1 })).toEqual([1, 3]);
});
