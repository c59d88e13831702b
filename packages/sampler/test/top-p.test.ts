import { expect, test } from 'vitest';
import { softmax } from '../src/softmax.ts';
import { topKSelection } from '../src/top-k.ts';
import { keepTopP, topPSelection } from '../src/top-p.ts';
import type { Workspace } from '../src/workspace.ts';
import { type Cases, forEachCase } from './cases.ts';
import { candidateIds, loaded } from './loaded.ts';
import * as reference from './reference.ts';

interface TopPCase {
  logits: Float32Array;
  topP: number;
  temperature: number;
}

function topPCase(cases: Cases, size: number): TopPCase {
  const topP = cases.pick([0.95, 0.5, 1e-9, 1 - 1e-9, cases.between(0.001, 0.999)]);
  return { logits: cases.logits(size), topP, temperature: cases.pick([1, cases.between(0.05, 2)]) };
}

/** Sums in another order may fall on the other side of a `topP` this close. */
function isOnTheEdge({ logits, topP, temperature }: TopPCase): boolean {
  const probabilities = reference.softmax([...logits], temperature);
  let sum = 0;
  return reference.ranked(probabilities).some((id) => {
    sum += probabilities[id]!;
    return Math.abs(sum - topP) < 1e-11;
  });
}

function expectSame(workspace: Workspace, probabilities: number[]): void {
  const { ids, weights, count } = workspace.candidates;
  const total = weights.slice(0, count).reduce((sum, weight) => sum + weight, 0);
  const kept = probabilities.flatMap((probability, id) => (probability > 0 ? [id] : []));
  const inPlace = [...ids.slice(0, count)].filter((_, index) => weights[index]! > 0);
  expect(inPlace).toEqual(kept);
  for (const [index, id] of ids.slice(0, count).entries()) {
    expect(Math.abs(weights[index]! / total - probabilities[id]!)).toBeLessThan(1e-12);
  }
}

test('top-p of the whole vocabulary keeps the smallest set that reaches p', () => {
  forEachCase(10_000, (cases) => {
    const example = topPCase(cases, cases.integer(1, 80));
    if (isOnTheEdge(example)) return;
    const workspace = loaded(example.logits);
    topPSelection(example, workspace)();
    const probabilities = reference.softmax([...example.logits], example.temperature);
    expectSame(workspace, reference.topP(probabilities, example.topP));
  });
});

test('top-p after top-k keeps the smallest set that reaches p of what top-k left', () => {
  forEachCase(10_000, (cases) => {
    const example = topPCase(cases, cases.integer(1, 80));
    const k = cases.integer(1, 60);
    const logits = Float32Array.from(reference.topK([...example.logits], k));
    if (isOnTheEdge({ ...example, logits })) return;
    const workspace = loaded(example.logits);
    topKSelection(k, workspace)();
    softmax(workspace.candidates, example.temperature);
    keepTopP(example.topP, workspace);
    const probabilities = reference.softmax([...logits], example.temperature);
    expectSame(workspace, reference.topP(probabilities, example.topP));
  });
});

test('of tokens equally likely at the edge those with the lower ids stay', () => {
  const workspace = loaded(new Float32Array(8).fill(7));
  topPSelection({ topP: 0.5, temperature: 1 }, workspace)();
  expect(candidateIds(workspace)).toEqual([0, 1, 2, 3]);
});

test('top-p of a huge vocabulary is right', () => {
  forEachCase(4, (cases) => {
    const example = topPCase(cases, 200_000);
    const workspace = loaded(example.logits);
    topPSelection(example, workspace)();
    const probabilities = softmaxOfMany(example.logits, example.temperature);
    const kept = reference.topP(probabilities, example.topP).filter((value) => value > 0).length;
    // Among so many tokens sums in another order differ by a few of the least likely ones.
    expect(Math.abs(workspace.candidates.count - kept)).toBeLessThan(20);
  });
});

function softmaxOfMany(logits: Float32Array, temperature: number): number[] {
  const max = logits.reduce((most, logit) => Math.max(most, logit), -Infinity);
  return reference.normalized([...logits].map((logit) => Math.exp((logit - max) / temperature)));
}
