import { expect, test } from 'vitest';
import { benchCases, benchIsThere, runBenchCase } from './json-schema-bench.ts';

if (!benchIsThere) console.log('skipped: the sample of JSONSchemaBench is not in ../shared/data');

test.skipIf(!benchIsThere)(
  'a fifth of the JSONSchemaBench sample: 95 % right, nothing wrong',
  () => {
    const cases = benchCases().filter((_, index) => index % 5 === 0);
    const outcomes = cases.map(runBenchCase);
    const wrong = outcomes.filter(
      ({ result }) => result === 'false accept' || result === 'unknown error',
    );
    expect(wrong).toEqual([]);
    const right = outcomes.filter(({ result }) => result === 'right').length;
    expect(right / outcomes.length).toBeGreaterThanOrEqual(0.95);
  },
);
