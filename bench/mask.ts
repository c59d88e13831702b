/*
 * What a mask costs, by the method of MaskBench: every instance of every schema of the sample is cut into
 * tokens, and for each token the mask is filled and the token consumed; at the end the end of the turn has
 * to be allowed for a valid instance. First pass: freshly compiled grammars; second: the same ones again.
 * Beside it, in the same run, native llguidance (LLGUIDANCE_PYTHON = a python that can import it).
 *
 *   node --conditions=@antiphon/source bench/mask.ts [--quick] [--verbose] [--without-xgrammar]
 */
import { writeFileSync } from 'node:fs';
import {
  ConstraintError,
  compileGrammar,
  type Grammar,
  type Vocabulary,
} from '@antiphon/constraint';
import { Checks } from './checks.ts';
import {
  type BenchVocabulary,
  llama3Vocabulary,
  o200kVocabulary,
  prepare,
  readCases,
  type SchemaCase,
} from './constraint-data.ts';
import { lineChart } from './line-chart.ts';
import { benchLlguidance } from './llguidance.ts';
import { checkMaskedLogits } from './masked-logits.ts';
import { benchXgrammar } from './web-xgrammar.ts';

const isQuick = process.argv.includes('--quick');

/** Instances of one schema as tokens. */
interface TokenCase {
  readonly case: SchemaCase;
  readonly instances: readonly { valid: boolean; tokens: readonly number[] }[];
}

interface Verdict {
  refusal?: string;
  wrongAccepts: number;
  wrongRejects: number;
}

/** Times in microseconds: means are of the thread's CPU, quantiles of the clock, as the CPU's is too coarse for them. */
interface Figures {
  tokens: number;
  meanFirst: number;
  meanSecond: number;
  p50: number;
  p90: number;
  p99: number;
  p999: number;
  compileP50: number;
  compileP99: number;
  compileMost: number;
  right: number;
  wrongAccepts: number;
  refusals: Map<string, number>;
  growth: [number, number][];
  byCase: Map<number, { micros: number; tokens: number; compileMicros: number }>;
}

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
const ours = measure(llama3, llama3Cases);
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
const large = measure(o200k, tokenCases(o200k, cases));
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

function measure(source: BenchVocabulary, items: readonly TokenCase[]): Figures {
  const start = performance.now();
  const vocabulary = prepare(source);
  const prepared = performance.now() - start;
  console.log(`${source.name}: ${vocabulary.size} tokens prepared in ${prepared.toFixed(0)} ms`);
  warmUp(vocabulary, items);
  const fresh = prepare(source);
  const mask = new Uint32Array(fresh.words);
  const compileTimes: number[] = [];
  const stepTimes: number[] = [];
  const growth: [number, number][] = [];
  const refusals = new Map<string, number>();
  const byCase: Figures['byCase'] = new Map();
  let firstPass = 0;
  let secondPass = 0;
  let right = 0;
  let wrongAccepts = 0;
  for (const [index, item] of items.entries()) {
    const compiled = compileCase(item, fresh, compileTimes);
    if (!('grammar' in compiled)) {
      refusals.set(compiled.refusal, (refusals.get(compiled.refusal) ?? 0) + 1);
      continue;
    }
    const before = stepTimes.length;
    const cpu = process.threadCpuUsage();
    const verdict = run(item, compiled.grammar, mask, stepTimes);
    const used = micros(cpu);
    firstPass += used;
    const tokens = stepTimes.length - before;
    byCase.set(index, { micros: used, tokens, compileMicros: compileTimes.at(-1)! });
    const again = process.threadCpuUsage();
    run(item, compiled.grammar, mask, undefined);
    secondPass += micros(again);
    growth.push([stepTimes.length, fresh.masks.budget.bytes / 2 ** 20]);
    if (verdict.wrongAccepts > 0) console.log(`wrong accept: ${item.case.id}`);
    wrongAccepts += verdict.wrongAccepts;
    if (verdict.wrongAccepts + verdict.wrongRejects === 0) right++;
    else if (isRightInFreeOrder(item, fresh, mask)) {
      right++;
      refusals.set('right in free order only', (refusals.get('right in free order only') ?? 0) + 1);
    } else if (verdict.wrongRejects > 0) {
      refusals.set('rejects a valid instance', (refusals.get('rejects a valid instance') ?? 0) + 1);
      if (process.argv.includes('--verbose')) console.log(`wrong reject: ${item.case.id}`);
    }
  }
  const tokens = stepTimes.length;
  const steps = Float64Array.from(stepTimes).sort();
  const compiles = Float64Array.from(compileTimes).sort();
  return {
    tokens,
    meanFirst: firstPass / tokens,
    meanSecond: secondPass / tokens,
    p50: quantile(steps, 0.5),
    p90: quantile(steps, 0.9),
    p99: quantile(steps, 0.99),
    p999: quantile(steps, 0.999),
    compileP50: quantile(compiles, 0.5),
    compileP99: quantile(compiles, 0.99),
    compileMost: compiles.at(-1) ?? 0,
    right,
    wrongAccepts,
    refusals,
    growth,
    byCase,
  };
}

/** So that the compiler of the JavaScript engine is not part of the figures. */
function warmUp(vocabulary: Vocabulary, items: readonly TokenCase[]): void {
  const mask = new Uint32Array(vocabulary.words);
  for (const item of items) {
    const compiled = compileCase(item, vocabulary, []);
    if ('grammar' in compiled) run(item, compiled.grammar, mask, undefined);
  }
}

function compileCase(
  item: TokenCase,
  vocabulary: Vocabulary,
  times: number[],
  propertyOrder: 'schema' | 'free' = 'schema',
): { grammar: Grammar } | { refusal: string } {
  const start = performance.now();
  try {
    const source = { type: 'json_schema', value: item.case.schema } as const;
    const grammar = compileGrammar(source, vocabulary, { jsonSchema: { propertyOrder } });
    times.push((performance.now() - start) * 1000);
    return { grammar };
  } catch (error) {
    if (error instanceof ConstraintError) {
      const issue = error.issues[0];
      if (process.argv.includes('--verbose'))
        console.log(`refused ${item.case.id}: ${error.message}`);
      return { refusal: `${error.code} ${issue?.keyword ?? ''}` };
    }
    console.log(`crash ${item.case.id}: ${error instanceof Error ? error.stack : String(error)}`);
    return { refusal: 'crash' };
  }
}

/** Instances that keep to no order of properties are judged by the grammar for any order; not timed. */
function isRightInFreeOrder(item: TokenCase, vocabulary: Vocabulary, mask: Uint32Array): boolean {
  const compiled = compileCase(item, vocabulary, [], 'free');
  if (!('grammar' in compiled)) return false;
  try {
    const verdict = run(item, compiled.grammar, mask, undefined);
    return verdict.wrongAccepts + verdict.wrongRejects === 0;
  } catch (error) {
    if (error instanceof ConstraintError) return false;
    throw error;
  }
}

function run(
  item: TokenCase,
  grammar: Grammar,
  mask: Uint32Array,
  times: number[] | undefined,
): Verdict {
  let wrongAccepts = 0;
  let wrongRejects = 0;
  for (const { valid, tokens } of item.instances) {
    const matcher = grammar.matcher();
    let isAccepted = true;
    for (const token of tokens) {
      const start = times === undefined ? 0 : performance.now();
      matcher.fillMask(mask);
      isAccepted = ((mask[token >>> 5]! >>> (token & 31)) & 1) === 1;
      if (isAccepted) matcher.consume(token);
      if (times !== undefined) times.push((performance.now() - start) * 1000);
      if (!isAccepted) break;
    }
    isAccepted &&= matcher.isAccepting;
    if (isAccepted && !valid) wrongAccepts++;
    if (!isAccepted && valid) wrongRejects++;
  }
  return { wrongAccepts, wrongRejects };
}

function tokenCases(vocabulary: BenchVocabulary, items: readonly SchemaCase[]): TokenCase[] {
  return items.map((item) => ({
    case: item,
    instances: item.tests.map(({ valid, text }) => ({ valid, tokens: vocabulary.encode(text) })),
  }));
}

function report(name: string, figures: Figures): void {
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

function micros(since: NodeJS.CpuUsage): number {
  const { user, system } = process.threadCpuUsage(since);
  return user + system;
}

function quantile(sorted: Float64Array, part: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))] ?? 0;
}
