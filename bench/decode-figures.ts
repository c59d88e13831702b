import type { DecodePeer } from './decode-peer.ts';
import { quantile } from './quantile.ts';
import { randomTokens } from './random-tokens.ts';

/** How one runtime did at one length of context. */
export interface DecodeFigures {
  readonly name: string;
  readonly context: number;
  /** Milliseconds a token, the 10th percentile. */
  readonly step: number;
  /** Tokens a second through the prompt, the best try. */
  readonly prompt: number;
}

export interface DecodeOptions {
  readonly context: number;
  readonly vocabularySize: number;
  readonly isQuick: boolean;
}

/** Runs the peers in turn, several times over, so that what disturbs the machine disturbs them alike. */
export async function measureDecode(
  peers: readonly DecodePeer[],
  { context, vocabularySize, isQuick }: DecodeOptions,
): Promise<DecodeFigures[]> {
  const tokens = randomTokens(context, vocabularySize);
  const samples = peers.map((peer) => ({ peer, steps: [] as number[], prefills: [] as number[] }));
  const prompts = context > 2000 || isQuick ? 1 : context > 1000 ? 2 : 4;
  for (let round = 0; round < prompts; round++) {
    for (const { peer, prefills } of samples) prefills.push(await peer.prefill(tokens));
  }
  for (let round = 0; round < ROUNDS; round++) {
    for (const { peer, steps } of samples) steps.push(...(await peer.decode(STEPS)));
  }
  return samples.map(({ peer, steps, prefills }) => ({
    name: peer.name,
    context,
    step: quantile(steps, 0.1),
    prompt: (1000 * context) / Math.min(...prefills),
  }));
}

const ROUNDS = 4;
/** Steps of a burst. */
const STEPS = 24;
