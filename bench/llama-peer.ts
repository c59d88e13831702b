import { existsSync } from 'node:fs';
import type { DecodePeer } from './decode-peer.ts';

const entry = new URL('./peers/node_modules/node-llama-cpp/dist/index.js', import.meta.url);

/** Whether bench/peers is installed. */
export const hasLlama = existsSync(entry);

export interface LlamaPeerOptions {
  readonly threads: number;
  /** Default: as node-llama-cpp decides. */
  readonly flashAttention?: boolean;
}

/** llama.cpp by way of node-llama-cpp, on the processor. */
export async function openLlamaPeer(path: string, options: LlamaPeerOptions): Promise<DecodePeer> {
  const { threads, flashAttention } = options;
  const { getLlama, LlamaLogLevel }: LlamaModule = await import(entry.href);
  const llama = await getLlama({
    gpu: false,
    maxThreads: threads,
    logLevel: LlamaLogLevel.error,
  });
  const model = await llama.loadModel({ modelPath: path, gpuLayers: 0 });
  const context = await model.createContext({ contextSize: 4096, batchSize: 512, ...options });
  const sequence = context.getSequence();
  const last = 100;
  return {
    name: flashAttention === false ? 'llama.cpp, no fa' : 'llama.cpp',
    async prefill(tokens) {
      await sequence.clearHistory();
      const start = performance.now();
      await sequence.evaluateWithoutGeneratingNewTokens([...tokens]);
      return performance.now() - start;
    },
    async decode(steps) {
      const length = sequence.nextTokenIndex;
      const times: number[] = [];
      let start = performance.now();
      for await (const _ of sequence.evaluate([last], { temperature: 0, yieldEogToken: true })) {
        const now = performance.now();
        times.push(now - start);
        start = now;
        if (times.length > steps) break;
      }
      await sequence.eraseContextTokenRanges([{ start: length, end: sequence.nextTokenIndex }]);
      // The first one starts the loop.
      return times.slice(1);
    },
    async close() {
      await context.dispose();
      await model.dispose();
      await llama.dispose();
    },
  };
}

/** What is used of node-llama-cpp, which is not there for the compiler to look up. */
interface LlamaModule {
  readonly LlamaLogLevel: { readonly error: string };
  getLlama(options: {
    readonly gpu: false;
    readonly maxThreads: number;
    readonly logLevel: string;
  }): Promise<Llama>;
}

interface Llama {
  loadModel(options: {
    readonly modelPath: string;
    readonly gpuLayers: number;
  }): Promise<LlamaModel>;
  dispose(): Promise<void>;
}

interface LlamaModel {
  createContext(options: {
    readonly contextSize: number;
    readonly batchSize: number;
    readonly threads: number;
    readonly flashAttention?: boolean;
  }): Promise<LlamaContext>;
  dispose(): Promise<void>;
}

interface LlamaContext {
  getSequence(): LlamaSequence;
  dispose(): Promise<void>;
}

interface LlamaSequence {
  readonly nextTokenIndex: number;
  clearHistory(): Promise<void>;
  evaluateWithoutGeneratingNewTokens(tokens: number[]): Promise<void>;
  evaluate(
    tokens: number[],
    options: { readonly temperature: number; readonly yieldEogToken: boolean },
  ): AsyncIterable<number>;
  eraseContextTokenRanges(ranges: { start: number; end: number }[]): Promise<void>;
}
