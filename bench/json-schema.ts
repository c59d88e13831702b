/**
 * How many schemas and tests the JSON Schema front end gets right: the official suite and the whole sample of
 * JSONSchemaBench, byte by byte, with what is refused listed by reason. Run: node --conditions=@antiphon/source bench/json-schema.ts
 */
import {
  type BenchOutcome,
  benchCases,
  benchIsThere,
  runBenchCase,
} from '../packages/constraint/test/json-schema/json-schema-bench.ts';
import {
  formats,
  mustPass,
  type Outcome,
  runSuiteFile,
  stretch,
  suiteIsThere,
} from '../packages/constraint/test/json-schema/suite.ts';
import { Checks } from './checks.ts';

const checks = new Checks('json-schema');

function countBy<T>(items: readonly T[], key: (item: T) => string): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const item of items) counts[key(item)] = (counts[key(item)] ?? 0) + 1;
  return counts;
}

function suite(name: string, files: readonly string[], least: number): void {
  const outcomes = files.flatMap((file): Outcome[] => runSuiteFile(file));
  const counts = countBy(outcomes, ({ result }) => result);
  console.log(`${name}: ${JSON.stringify(counts)} of ${outcomes.length}`);
  checks.add(`${name}, right`, { value: counts['right'] ?? 0, unit: 'tests' }, '>=', least);
  const wrong = counts['false accept'] ?? 0;
  checks.add(`${name}, false accepts`, { value: wrong, unit: 'tests' }, '=', 0);
}

function jsonSchemaBench(): void {
  const outcomes = benchCases().map(runBenchCase);
  const right = outcomes.filter(({ result }) => result === 'right');
  const inOrder = right.filter(({ order }) => order === 'schema').length;
  console.log(`JSONSchemaBench: ${JSON.stringify(countBy(outcomes, ({ result }) => result))}`);
  console.log(`right with properties as written: ${inOrder}; in any order: ${right.length}`);
  for (const [reason, count] of Object.entries(countBy(refusals(outcomes), (reason) => reason))) {
    console.log(`  refused ${count}: ${reason}`);
  }
  const share = Math.round((1000 * right.length) / outcomes.length) / 10;
  checks.add('JSONSchemaBench, right', { value: share, unit: '%' }, '>=', 95);
  const wrong = outcomes.filter(({ result }) => result === 'false accept').length;
  checks.add('JSONSchemaBench, wrong accepts', { value: wrong, unit: 'schemas' }, '=', 0);
  const times = outcomes.map(({ compileMs }) => compileMs).sort((one, other) => one - other);
  const at = (share: number) => times[Math.floor(times.length * share)]!.toFixed(2);
  console.log(`compile, wall: p50 ${at(0.5)} ms, p90 ${at(0.9)} ms, p99 ${at(0.99)} ms`);
}

/** Why schemas were refused, without the places. */
function refusals(outcomes: readonly BenchOutcome[]): string[] {
  return outcomes
    .filter(({ result }) => result === 'refused')
    .map(
      ({ detail }) =>
        /(\w+): ([^;]*)/.exec(detail.replace(/^ConstraintError: \S*/, ''))?.[0] ?? detail,
    );
}

if (suiteIsThere) {
  suite('suite, must pass', mustPass, 730);
  suite('suite, stretch', stretch, 300);
  const files = formats.map((name) => `optional/format/${name}`);
  suite('suite, formats', files, 480);
} else console.log('skipped: the JSON Schema Test Suite is not in ../shared/data');
if (benchIsThere) jsonSchemaBench();
else console.log('skipped: the sample of JSONSchemaBench is not in ../shared/data');
checks.close();
