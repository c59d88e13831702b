import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BenchVocabulary } from './constraint-data.ts';
import type { TokenCase } from './mask-figures.ts';

/** CPU microseconds per mask and consume, and milliseconds per compile. */
export interface LlguidanceFigures {
  readonly mean: number;
  readonly p50: number;
  readonly p99: number;
  readonly compileP50: number;
  readonly compileP99: number;
  readonly right: number;
  readonly tokens: number;
}

/** Runs native llguidance over the same tokens; undefined where LLGUIDANCE_PYTHON is not set. */
export function benchLlguidance(
  vocabulary: BenchVocabulary,
  cases: readonly TokenCase[],
): LlguidanceFigures | undefined {
  const python = process.env.LLGUIDANCE_PYTHON;
  if (python === undefined) return undefined;
  const folder = mkdtempSync(join(tmpdir(), 'llguidance-'));
  try {
    const input = join(folder, 'input.json');
    writeFileSync(
      input,
      JSON.stringify({
        tokens: vocabulary.tokens.map((bytes) =>
          bytes ? Buffer.from(bytes).toString('hex') : null,
        ),
        endOfTurn: vocabulary.endOfTurn,
        pattern,
        cases: cases.map((item) => ({ schema: item.case.schema, instances: item.instances })),
      }),
    );
    const result = spawnSync(python, ['-c', script, input], {
      encoding: 'utf8',
      maxBuffer: 2 ** 26,
      timeout: 300_000,
    });
    if (result.status !== 0) throw new Error(`llguidance: ${result.stderr.slice(-2000)}`);
    return JSON.parse(result.stdout.trim().split('\n').at(-1)!) as LlguidanceFigures;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** How llama3 splits text before it looks for tokens; native llguidance forces canonical tokens only. */
const pattern =
  "(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|\\p{N}{1,3}| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+";

const script = `
import json, sys, time
import llguidance
data = json.load(open(sys.argv[1]))
ranks = {bytes.fromhex(token): index for index, token in enumerate(data['tokens']) if token is not None}
special = {'<|special_%d|>' % index: index for index, token in enumerate(data['tokens']) if token is None}
tokenizer = llguidance.LLTokenizer.from_tiktoken(
    encoder=ranks, special_tokens=special, pattern=data['pattern'], eos_token=data['endOfTurn'],
    n_vocab=len(data['tokens']), slices=llguidance.LLTokenizer.json_slices())
words = (len(data['tokens']) + 31) // 32
import numpy
mask = numpy.zeros(words, dtype=numpy.int32)
pointer = mask.ctypes.data
clock = time.thread_time_ns
steps, compiles, right = [], [], 0
for case in data['cases']:
    start = clock()
    try:
        grammar = llguidance.LLMatcher.grammar_from_json_schema(case['schema'])
        base = llguidance.LLMatcher(tokenizer, grammar, log_level=0)
        failed = base.is_error()
    except Exception:
        failed = True
    if failed:
        continue
    compiles.append((clock() - start) / 1e6)
    wrong = 0
    for instance in case['instances']:
        matcher = base.deep_copy()
        accepted = True
        for token in instance['tokens']:
            start = clock()
            matcher.unsafe_compute_mask_ptr(pointer, words * 4)
            accepted = bool((int(mask[token >> 5]) >> (token & 31)) & 1)
            if accepted:
                matcher.consume_token(token)
            steps.append((clock() - start) / 1e3)
            if not accepted:
                break
        accepted = accepted and matcher.is_accepting()
        wrong += accepted != instance['valid']
    right += wrong == 0
steps.sort(); compiles.sort()
at = lambda values, part: values[min(len(values) - 1, int(part * len(values)))]
print(json.dumps({'mean': sum(steps) / len(steps), 'p50': at(steps, .5), 'p99': at(steps, .99), 'compileP50': at(compiles, .5), 'compileP99': at(compiles, .99), 'right': right, 'tokens': len(steps)}))
`;
