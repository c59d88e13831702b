import { existsSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { ConstraintError } from '../../src/errors.ts';
import type { Grammar } from '../../src/matcher.ts';
import { compileSchema, refusedAt } from './judge.ts';

const file = new URL('../../../../../shared/data/jsonschemabench-524.ndjson.gz', import.meta.url);

export const benchIsThere = existsSync(file);

export interface BenchCase {
  readonly id: string;
  readonly schema: string;
  readonly tests: readonly { readonly valid: boolean; readonly text: string }[];
}

export interface BenchOutcome {
  readonly id: string;
  readonly result: 'right' | 'false accept' | 'false reject' | 'refused' | 'unknown error';
  readonly detail: string;
  /** The order of properties in which it was judged. */
  readonly order: 'schema' | 'free';
  readonly compileMs: number;
}

export function benchCases(): BenchCase[] {
  const lines = gunzipSync(readFileSync(file)).toString('utf8').trim().split('\n');
  return lines.map((line): BenchCase => JSON.parse(line));
}

/**
 * Right when the schema compiles, every valid instance is accepted and every other is not. Instances
 * that keep to no order of properties are read by the grammar for any order.
 */
export function runBenchCase(benchCase: BenchCase): BenchOutcome {
  const written = runInOrder(benchCase, 'schema');
  if (written.result !== 'false reject') return written;
  const free = runInOrder(benchCase, 'free');
  return free.result === 'right' || free.result === 'false accept'
    ? { ...free, order: 'free' }
    : written;
}

/** As `runBenchCase`, with one order only. */
export function runInOrder(
  { id, schema, tests }: BenchCase,
  order: 'schema' | 'free',
): BenchOutcome {
  const start = performance.now();
  const compileMs = () => performance.now() - start;
  try {
    const grammar = compileSchema(schema, { propertyOrder: order });
    return { id, order, compileMs: compileMs(), ...judged(grammar, tests) };
  } catch (error) {
    const isRefused = error instanceof ConstraintError;
    const result = isRefused ? 'refused' : 'unknown error';
    return { id, order, result, detail: String(error), compileMs: compileMs() };
  }
}

function judged(
  grammar: Grammar,
  tests: BenchCase['tests'],
): Pick<BenchOutcome, 'result' | 'detail'> {
  let rejected: string | undefined;
  for (const { valid, text } of tests) {
    const at = refusedAt(grammar, text);
    if ((at === undefined) === valid) continue;
    if (!valid) return { result: 'false accept', detail: text };
    rejected = `${text.slice(0, at)}⟨⟩${text.slice(at, (at ?? 0) + 40)}`;
  }
  if (rejected === undefined) return { result: 'right', detail: '' };
  return { result: 'false reject', detail: rejected };
}
