import { expect, test } from 'vitest';
import { formats, mustPass, runSuiteFile, stretch, suiteIsThere } from './suite.ts';

if (!suiteIsThere) console.log('skipped: the JSON Schema Test Suite is not in ../shared/data');

function countsOf(files: readonly string[]) {
  const outcomes = files.flatMap((file) => runSuiteFile(file));
  const falseAccepts = outcomes.filter(({ result }) => result === 'false accept');
  const right = outcomes.filter(({ result }) => result === 'right').length;
  return { right, total: outcomes.length, falseAccepts };
}

test.skipIf(!suiteIsThere)('the suite: at least 730 of the 755 tests that must pass', () => {
  const { right, total, falseAccepts } = countsOf(mustPass);
  expect(falseAccepts).toEqual([]);
  expect(total).toBe(755);
  expect(right).toBeGreaterThanOrEqual(741);
});

test.skipIf(!suiteIsThere)('the suite: at least 300 of the 464 stretch tests', () => {
  const { right, total, falseAccepts } = countsOf(stretch);
  expect(falseAccepts).toEqual([]);
  expect(total).toBe(464);
  expect(right).toBeGreaterThanOrEqual(426);
});

test.skipIf(!suiteIsThere)('the suite: formats are enforced and never weakened', () => {
  const { right, falseAccepts } = countsOf(formats.map((name) => `optional/format/${name}`));
  expect(falseAccepts).toEqual([]);
  expect(right).toBeGreaterThanOrEqual(648);
});
