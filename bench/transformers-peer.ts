import { basename, dirname } from 'node:path';
import {
  AutoModelForCausalLM,
  AutoTokenizer,
  DynamicCache,
  env,
  Tensor,
  TextStreamer,
} from '@xenova/transformers';
import type { DecodePeer } from './decode-peer.ts';

/** `generate()` of transformers.js, timed from token to token. */
export async function openTransformersPeer(
  folder: string,
  dtype: 'q4' | 'q8',
  threads: number,
): Promise<DecodePeer> {
  env.allowRemoteModels = false;
  env.localModelPath = dirname(folder);
  const model = await AutoModelForCausalLM.from_pretrained(basename(folder), {
    dtype,
    session_options: { intraOpNumThreads: threads },
  });
  const tokenizer = await AutoTokenizer.from_pretrained(basename(folder));
  let prompt: readonly number[] = [];
  let cache: DynamicCache | undefined;
  const generate = (tokens: readonly number[], options: Options) =>
    model.generate({ ...inputs(tokens), do_sample: false, ...options });
  return {
    name: 'transformers.js',
    async prefill(tokens) {
      const start = performance.now();
      const options = { max_new_tokens: 1, return_dict_in_generate: true };
      const output = await generate(tokens, options);
      const milliseconds = performance.now() - start;
      if (!('past_key_values' in output) || !(output.past_key_values instanceof DynamicCache))
        throw new Error('generate() gave no cache');
      cache = output.past_key_values;
      prompt = tokens;
      return milliseconds;
    },
    async decode(steps) {
      const clock = new Clock(tokenizer);
      const count = { min_new_tokens: steps + 1, max_new_tokens: steps + 1 };
      // The cache itself stays as it is: each step makes a new one.
      const past_key_values = new DynamicCache({ ...cache });
      await generate([...prompt, prompt[0]!], { ...count, past_key_values, streamer: clock });
      // The prompt comes first, then the token that begins the steps.
      const [, ...ticks] = clock.ticks;
      if (ticks.length !== steps + 1) throw new Error('generate() ended before its time');
      return ticks.slice(1).map((tick, index) => tick - ticks[index]!);
    },
    async close() {
      await model.dispose();
    },
  };
}

interface Options {
  readonly min_new_tokens?: number;
  readonly max_new_tokens: number;
  readonly return_dict_in_generate?: boolean;
  readonly past_key_values?: DynamicCache;
  readonly streamer?: Clock;
}

function inputs(tokens: readonly number[]) {
  const dimensions = [1, tokens.length];
  return {
    input_ids: new Tensor('int64', BigInt64Array.from(tokens, BigInt), dimensions),
    attention_mask: new Tensor('int64', new BigInt64Array(tokens.length).fill(1n), dimensions),
  };
}

/** Notes when tokens arrive. */
class Clock extends TextStreamer {
  readonly ticks: number[] = [];

  override put(): void {
    this.ticks.push(performance.now());
  }

  override end(): void {}
}
