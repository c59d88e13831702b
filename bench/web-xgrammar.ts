import { Worker } from 'node:worker_threads';
import type { BenchVocabulary } from './constraint-data.ts';
import type { TokenCase } from './mask-figures.ts';

/** CPU microseconds per token, milliseconds of the median compile, over the schemas it compiled in time. */
export interface XgrammarFigures {
  readonly mean: number;
  readonly compileP50: number;
  readonly tokens: number;
  /** Which of the cases were measured. */
  readonly measured: readonly number[];
}

interface Reply {
  readonly compileMs: number;
  readonly stepMicros: number;
  readonly tokens: number;
}

/** A compile or a pass that takes longer is given up, and its schema left out of both engines' figures. */
const patienceMs = 20_000;

/**
 * Runs web-xgrammar over the same tokens in a worker, as its C++ errors and its slowest schemas take the
 * whole instance down. Undefined where the package is not installed.
 */
export async function benchXgrammar(
  vocabulary: BenchVocabulary,
  cases: readonly TokenCase[],
): Promise<XgrammarFigures | undefined> {
  const replies: { index: number; reply: Reply }[] = [];
  let worker: XgrammarWorker | undefined;
  for (const [index, item] of cases.entries()) {
    worker ??= await XgrammarWorker.start(vocabulary);
    if (worker === undefined) return undefined;
    const reply = await worker.run(item);
    if (reply !== undefined) replies.push({ index, reply });
    else {
      await worker.stop();
      worker = undefined;
    }
  }
  await worker?.stop();
  const tokens = replies.reduce((sum, { reply }) => sum + reply.tokens, 0);
  const micros = replies.reduce((sum, { reply }) => sum + reply.stepMicros, 0);
  const compiles = replies.map(({ reply }) => reply.compileMs).sort((a, b) => a - b);
  return {
    mean: micros / tokens,
    compileP50: compiles[compiles.length >>> 1] ?? 0,
    tokens,
    measured: replies.map(({ index }) => index),
  };
}

class XgrammarWorker {
  readonly #worker: Worker;

  constructor(worker: Worker) {
    this.#worker = worker;
  }

  static async start(vocabulary: BenchVocabulary): Promise<XgrammarWorker | undefined> {
    const tokens = vocabulary.texts;
    const path = import.meta.resolve('@mlc-ai/web-xgrammar');
    const workerData = { path, tokens, endOfTurn: vocabulary.endOfTurn };
    const worker = new Worker(program, { eval: true, workerData, stderr: true, stdout: true });
    const started = new XgrammarWorker(worker);
    return (await started.#answer(60_000)) === undefined ? undefined : started;
  }

  async run(item: TokenCase): Promise<Reply | undefined> {
    this.#worker.postMessage({ schema: item.case.schema, instances: item.instances });
    return await this.#answer(patienceMs);
  }

  async stop(): Promise<void> {
    await this.#worker.terminate();
  }

  async #answer(milliseconds: number): Promise<Reply | undefined> {
    return await new Promise((resolve) => {
      const timer = setTimeout(() => resolve(undefined), milliseconds);
      const settle = (reply: Reply | undefined) => {
        clearTimeout(timer);
        resolve(reply);
      };
      this.#worker.removeAllListeners();
      this.#worker.once('message', (reply: Reply) => settle(reply));
      this.#worker.once('error', () => settle(undefined));
      this.#worker.once('exit', () => settle(undefined));
    });
  }
}

// The package says "type": "module" and ships CommonJS: it is evaluated as such.
const program = `
const { parentPort, workerData } = require('node:worker_threads');
const { readFileSync } = require('node:fs');
const module_ = { exports: {} };
new Function('module', 'exports', 'require', '__filename', '__dirname', readFileSync(new URL(workerData.path), 'utf8'))(
  module_, module_.exports, require, '/xgrammar.cjs', '/');
const xgrammar = module_.exports.default ?? module_.exports;
(async () => {
  const info = await xgrammar.TokenizerInfo.createTokenizerInfo(workerData.tokens, 'byte_level', false, workerData.tokens.length, [workerData.endOfTurn]);
  const compiler = await xgrammar.GrammarCompiler.createGrammarCompiler(info, false);
  parentPort.on('message', async ({ schema, instances }) => {
    try {
      let start = performance.now();
      const compiled = await compiler.compileJSONSchema(schema, true, undefined, undefined, false);
      const compileMs = performance.now() - start;
      let tokens = 0;
      start = process.cpuUsage();
      for (const instance of instances) {
        const matcher = await xgrammar.GrammarMatcher.createGrammarMatcher(compiled);
        for (const token of instance.tokens) {
          const mask = await matcher.getNextTokenBitmask();
          tokens++;
          if (((mask[token >>> 5] >>> (token & 31)) & 1) === 0 || !matcher.acceptToken(token)) break;
        }
        matcher.dispose();
      }
      const used = process.cpuUsage(start);
      compiled.dispose();
      parentPort.postMessage({ compileMs, stepMicros: used.user + used.system, tokens });
    } catch (error) {
      process.exit(1);
    }
  });
  parentPort.postMessage({ compileMs: 0, stepMicros: 0, tokens: 0 });
})();
`;
