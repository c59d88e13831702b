import { type LogitsModel, loadModel, type Sequence } from '@antiphon/backend';
import type { DecodePeer } from './decode-peer.ts';

/** The native runtime through its contract: `step`, then the likeliest token. */
export async function openOurPeer(
  folder: string,
  dtype: string,
  threads: number,
): Promise<DecodePeer> {
  const model = await loadModel(folder, { dtype, threads, runtime: 'onnx' });
  let sequence: Sequence | undefined;
  let last = 0;
  return {
    name: 'antiphon',
    async prefill(tokens) {
      sequence?.close();
      sequence = model.open();
      const start = performance.now();
      last = await step(model, sequence, tokens);
      return performance.now() - start;
    },
    async decode(steps) {
      if (!sequence) throw new Error('decode() comes after prefill()');
      const length = sequence.length;
      const times: number[] = [];
      for (let token = last; times.length < steps; ) {
        const start = performance.now();
        token = await step(model, sequence, [token]);
        times.push(performance.now() - start);
      }
      sequence.truncate(length);
      return times;
    },
    async close() {
      sequence?.close();
      await model.close();
    },
  };
}

/** Appends the tokens and gives the likeliest next one. */
async function step(
  model: LogitsModel,
  sequence: Sequence,
  tokens: readonly number[],
): Promise<number> {
  const items = [{ sequence, tokens, logits: 'last' }] as const;
  const [logits] = await model.step(items, new AbortController().signal);
  return likeliest(logits!);
}

function likeliest(logits: Float32Array): number {
  let best = 0;
  for (let token = 1; token < logits.length; token++) {
    if (logits[token]! > logits[best]!) best = token;
  }
  return best;
}
