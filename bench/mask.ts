/*
 * What a mask costs, by the method of MaskBench: every instance of every schema of the sample is cut into
 * tokens, and for each token the mask is filled and the token consumed; at the end the end of the turn has
 * to be allowed for a valid instance. First pass: freshly compiled grammars; second: the same ones again.
 * Beside it, in the same run, native llguidance (LLGUIDANCE_PYTHON = a python that can import it).
 *
 *   node --conditions=@antiphon/source bench/mask.ts [--quick] [--verbose] [--without-xgrammar]
 */
import { writeFileSync } from 'node:fs';
import { Checks } from './checks.ts';
import { llama3Vocabulary, o200kVocabulary, readCases } from './constraint-data.ts';
import { lineChart } from './line-chart.ts';
import { benchLlguidance } from './llguidance.ts';
import { type MaskFigures, measureMasks, tokenCases } from './mask-figures.ts';
import { checkMaskedLogits } from './masked-logits.ts';
import { benchXgrammar } from './web-xgrammar.ts';

const isQuick = process.argv.includes('--quick');

const all = readCases();
if (all === undefined) {
  console.log('skipped: ../shared/data/jsonschemabench-524.ndjson.gz is not there');
  process.exit(0);
}
const cases = isQuick ? all.filter((_, index) => index % 6 === 0) : all;
const checks = new Checks('mask');
const control = timeControl();
console.log(`control loop ${control.toFixed(1)} ms (adds over 40 million array cells)`);

const llama3 = llama3Vocabulary();
const llama3Cases = tokenCases(llama3, cases);
const ours = measureMasks(llama3, llama3Cases);
report('llama3', ours);
const native = benchLlguidance(llama3, llama3Cases);
if (native !== undefined) console.log('llguidance', JSON.stringify(native));
const bound = native?.mean ?? 45;
checks.add('schemas right', { value: (100 * ours.right) / cases.length, unit: '%' }, '>=', 95);
checks.add('wrong accepts', { value: ours.wrongAccepts, unit: '' }, '=', 0);
checks.add('first pass mean', { value: ours.meanFirst, unit: 'us' }, '<=', bound);
checks.add('first pass p50', { value: ours.p50, unit: 'us' }, '<=', 2);
checks.add('first pass p99', { value: ours.p99, unit: 'us' }, '<=', 800);
checks.add('second pass mean', { value: ours.meanSecond, unit: 'us' }, '<=', 1);
checks.add('compile p50', { value: ours.compileP50 / 1000, unit: 'ms' }, '<=', 1.5);
checks.add('compile p99', { value: ours.compileP99 / 1000, unit: 'ms' }, '<=', 25);

const sampled = llama3Cases.map((_, index) => index).filter((index) => index % 5 === 0);
const xgrammar = process.argv.includes('--without-xgrammar')
  ? undefined
  : await benchXgrammar(
      llama3,
      sampled.map((index) => llama3Cases[index]!),
    );
if (xgrammar !== undefined) {
  const same = xgrammar.measured.flatMap((index) => ours.byCase.get(sampled[index]!) ?? []);
  console.log('web-xgrammar', JSON.stringify({ ...xgrammar, measured: xgrammar.measured.length }));
  const tokens = same.reduce((sum, each) => sum + each.tokens, 0);
  const mean = same.reduce((sum, each) => sum + each.micros, 0) / tokens;
  const compiles = same.map(({ compileMicros }) => compileMicros).sort((x, y) => x - y);
  const compile = compiles[compiles.length >>> 1] ?? 0;
  console.log(
    `ours on the same schemas: ${mean.toFixed(1)} us, median compile ${compile.toFixed(0)} us`,
  );
  const faster = xgrammar.mean / mean;
  checks.add('web-xgrammar per token / ours', { value: faster, unit: 'x' }, '>=', 3);
  const sooner = (1000 * xgrammar.compileP50) / compile;
  checks.add('web-xgrammar median compile / ours', { value: sooner, unit: 'x' }, '>=', 40);
}
checkMaskedLogits(checks, llama3.tokens.length, {
  dense: 28,
  sparse: 86,
  argmaxSparse: 7,
  argmaxDense: 118,
});

const o200k = o200kVocabulary();
const large = measureMasks(o200k, tokenCases(o200k, cases));
report('o200k', large);
const ratio = large.meanFirst / ours.meanFirst;
checks.add('o200k first pass mean / llama3', { value: ratio, unit: 'x' }, '<=', 1.5);
checkMaskedLogits(checks, o200k.tokens.length, {
  dense: 39,
  sparse: 133,
  argmaxSparse: 10,
  argmaxDense: 190,
});
if (!isQuick) drawGrowth();
checks.close({ control });

function drawGrowth(): void {
  const series = [
    { name: 'llama3', points: thinned(ours.growth) },
    { name: 'o200k', points: thinned(large.growth) },
  ];
  const chart = lineChart({
    title: 'Masks and walks kept over all schemas of the sample (cap: 64 MiB)',
    xLabel: 'tokens',
    yLabel: 'MiB',
    series,
  });
  writeFileSync(new URL('mask-memory.svg', import.meta.url), chart);
}

function thinned(points: readonly [number, number][]): [number, number][] {
  const every = Math.ceil(points.length / 40);
  return points.filter((_, index) => index % every === every - 1);
}

function report(name: string, figures: MaskFigures): void {
  const { refusals, growth, byCase: _, ...numbers } = figures;
  const rounded = Object.entries(numbers).map(([key, value]) => `${key} ${value.toFixed(2)}`);
  console.log(`${name}: ${rounded.join(', ')}`);
  console.log(`  refused or wrong: ${[...refusals].map((entry) => entry.join(': ')).join('; ')}`);
  console.log(`  masks at the end: ${growth.at(-1)?.[1].toFixed(1)} MiB`);
}

function timeControl(): number {
  const cells = new Int32Array(200_000).fill(1);
  const start = performance.now();
  let sum = 0;
  for (let round = 0; round < 200; round++) {
    for (let index = 0; index < cells.length; index++) sum = (sum + cells[index]!) | 0;
  }
  return sum === 0 ? 0 : performance.now() - start;
}
