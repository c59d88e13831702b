import { expect, test } from 'vitest';
import { topKSelection } from '../src/top-k.ts';
import { forEachCase } from './cases.ts';
import { candidateIds, loaded } from './loaded.ts';
import * as reference from './reference.ts';

function selected(logits: Float32Array, k: number): number[] {
  const workspace = loaded(logits);
  topKSelection(k, workspace)();
  return candidateIds(workspace);
}

function expected(logits: Float32Array, k: number): number[] {
  const kept = reference.topK([...logits], k);
  return kept.flatMap((logit, id) => (logit === -Infinity ? [] : [id]));
}

test('top-k keeps the k likeliest tokens and all that tie with the last of them', () => {
  forEachCase(10_000, (cases) => {
    const logits = cases.logits(cases.integer(1, cases.chance(0.02) ? 5000 : 200));
    const k = cases.integer(1, cases.pick([3, 40, 300]));
    expect(selected(logits, k)).toEqual(expected(logits, k));
  });
});

test('top-k of a huge vocabulary is right, whatever order the logits come in', () => {
  forEachCase(4, (cases, caseNumber) => {
    const logits = cases.logits(200_000);
    if (caseNumber % 4 === 1) logits.sort();
    if (caseNumber % 4 === 2) logits.sort().reverse();
    if (caseNumber % 4 === 3) logits.set(logits.map(Math.round));
    for (const k of [1, 40, 5000]) expect(selected(logits, k)).toEqual(expected(logits, k));
  });
});
