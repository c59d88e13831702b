import type { TokenContext } from './context.ts';

/** One link of the chain between the raw logits and the selection. */
export interface LogitStage {
  /** Changes `logits` in place. A finite logit stays finite, every other stays what it is. */
  apply(logits: Float32Array): void;
  /** The same stage for another choice. `context` is a copy of the context this stage follows. */
  fork(context: TokenContext): LogitStage;
}

export const largestFloat32 = 3.4028234663852886e38;

/** Stores a logit's new value as float32. What was finite is held within the finite range. */
export function storeLogit(logits: Float32Array, token: number, value: number): void {
  const isWithin = Math.abs(value) <= largestFloat32;
  if (isWithin || !Number.isFinite(logits[token])) logits[token] = value;
  else logits[token] = Math.sign(value) * largestFloat32;
}
