import {
  ConstraintError,
  compileGrammar,
  type Grammar,
  type Vocabulary,
} from '@antiphon/constraint';
import { type BenchVocabulary, prepare, type SchemaCase } from './constraint-data.ts';
import { quantile } from './quantile.ts';

/** Instances of one schema as tokens. */
export interface TokenCase {
  readonly case: SchemaCase;
  readonly instances: readonly { valid: boolean; tokens: readonly number[] }[];
}

interface Verdict {
  refusal?: string;
  wrongAccepts: number;
  wrongRejects: number;
}

/** Times in microseconds: means are of the thread's CPU, quantiles of the clock, as the CPU's is too coarse for them. */
export interface MaskFigures {
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

/** Two passes over all instances of the cases: the first with freshly compiled grammars, the second with the same ones again. */
export function measureMasks(source: BenchVocabulary, items: readonly TokenCase[]): MaskFigures {
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
  const byCase: MaskFigures['byCase'] = new Map();
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
  return {
    tokens,
    meanFirst: firstPass / tokens,
    meanSecond: secondPass / tokens,
    p50: quantile(stepTimes, 0.5),
    p90: quantile(stepTimes, 0.9),
    p99: quantile(stepTimes, 0.99),
    p999: quantile(stepTimes, 0.999),
    compileP50: quantile(compileTimes, 0.5),
    compileP99: quantile(compileTimes, 0.99),
    compileMost: quantile(compileTimes, 1),
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

export function tokenCases(vocabulary: BenchVocabulary, items: readonly SchemaCase[]): TokenCase[] {
  return items.map((item) => ({
    case: item,
    instances: item.tests.map(({ valid, text }) => ({ valid, tokens: vocabulary.encode(text) })),
  }));
}

function micros(since: NodeJS.CpuUsage): number {
  const { user, system } = process.threadCpuUsage(since);
  return user + system;
}
