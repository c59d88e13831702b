/** What of a graph's inputs tells about the state that it keeps between steps. */
export interface CacheLayout {
  /** Bytes of keys and values for each token; 0 where the graph does not tell. */
  readonly tokenBytes: number;
  /** Whether the state can be cut to any length, as keys and values can. A recurrent state cannot. */
  readonly canBeCut: boolean;
}

/** The part of onnxruntime's metadata of an input that is read here. */
export interface InputMetadata {
  readonly name: string;
  readonly type?: string;
  readonly shape?: readonly (number | string)[];
}

export function cacheLayout(inputs: readonly InputMetadata[]): CacheLayout {
  const states = inputs.filter(({ name }) => name.startsWith('past'));
  return {
    tokenBytes: states.reduce((sum, state) => sum + bytesPerToken(state), 0),
    canBeCut: states.length > 0 && states.every(({ name }) => isKeysOrValues(name)),
  };
}

/** They are [batch, heads, length, width]; other states have no length. */
export function isKeysOrValues(name: string): boolean {
  return /^past_key_values\.\d+\.(key|value)$/.test(name);
}

/** What is not fixed has a name instead of a number. */
function bytesPerToken({ name, type, shape = [] }: InputMetadata): number {
  if (!isKeysOrValues(name)) return 0;
  const [, heads, , width] = shape;
  if (typeof heads !== 'number' || typeof width !== 'number') return 0;
  return heads * width * (type === 'float16' ? 2 : 4);
}
