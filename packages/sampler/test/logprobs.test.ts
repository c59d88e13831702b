import { expect, test } from 'vitest';
import { LogitsError } from '../src/errors.ts';
import { LogprobRecorder } from '../src/logprobs.ts';
import { Workspace } from '../src/workspace.ts';
import { forEachCase } from './cases.ts';
import * as reference from './reference.ts';

test('logprobs are the log-softmax of the raw logits, the top ones ranked', () => {
  forEachCase(10_000, (cases) => {
    const logits = cases.logits(cases.integer(1, 120));
    const topLogprobs = cases.integer(0, 20);
    const workspace = new Workspace(logits.length);
    const recorder = new LogprobRecorder(topLogprobs, workspace);
    const expected = reference.logSoftmax([...logits]);
    const top = reference.ranked([...logits]).filter((id) => logits[id] !== -Infinity);
    const token = cases.pick(top);
    workspace.load(logits);
    recorder.observe();
    recorder.record(token);
    const { step } = recorder;
    expect(step.token).toBe(token);
    expect(Math.abs(step.logprob - expected[token]!)).toBeLessThan(1e-12);
    expect(step.top.map((entry) => entry.token)).toEqual(top.slice(0, topLogprobs));
    for (const entry of step.top) {
      expect(Math.abs(entry.logprob - expected[entry.token]!)).toBeLessThan(1e-12);
    }
  });
});

test('the list of top logprobs is as long as there are finite logits, step by step', () => {
  const workspace = new Workspace(4);
  const recorder = new LogprobRecorder(3, workspace);
  const sizes = [
    [1, 2, 3, 4],
    [1, -Infinity, -Infinity, -Infinity],
    [1, 2, 3, 4],
  ].map((logits) => {
    workspace.load(Float32Array.from(logits));
    recorder.observe();
    return recorder.step.top.map((entry) => entry.token);
  });
  expect(sizes).toEqual([[3, 2, 1], [0], [3, 2, 1]]);
});

test.each([0, 5])(
  'with %d top logprobs NaN and logits without a finite one are errors',
  (count) => {
    const workspace = new Workspace(2);
    const recorder = new LogprobRecorder(count, workspace);
    workspace.load(new Float32Array([0, NaN]));
    expect(() => recorder.observe()).toThrow(LogitsError);
    workspace.load(new Float32Array([-Infinity, -Infinity]));
    expect(() => recorder.observe()).toThrow('every logit');
  },
);
