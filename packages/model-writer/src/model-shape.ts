/** The measures of a decoder. */
export interface ModelShape {
  /** `qwen2` has biases on queries, keys and values, `qwen3` norms on queries and keys; `llama` and `mistral` have neither. */
  readonly family: 'llama' | 'mistral' | 'qwen2' | 'qwen3';
  readonly layers: number;
  readonly hiddenSize: number;
  readonly heads: number;
  readonly keyValueHeads: number;
  readonly headWidth: number;
  readonly intermediateSize: number;
  readonly vocabularySize: number;
  /** Prompt and answer together, in tokens. */
  readonly contextLength: number;
  readonly ropeTheta: number;
  readonly epsilon: number;
  /** Whether the output layer is the table of embeddings. */
  readonly isTied: boolean;
  /** How many tokens back a token sees (default: all). */
  readonly slidingWindow?: number;
}

const llama = {
  family: 'llama',
  ropeTheta: 10_000,
  epsilon: 1e-5,
  isTied: true,
  contextLength: 8192,
} as const;

/** Shapes of today's small models, by their number of parameters. */
export const shapes = {
  /** 0.1 million parameters: for tests that only need something that runs. */
  tiny: {
    ...llama,
    layers: 2,
    hiddenSize: 64,
    heads: 4,
    keyValueHeads: 2,
    headWidth: 16,
    intermediateSize: 128,
    vocabularySize: 512,
    contextLength: 1024,
  },
  /** The embedded model's. */
  '3M': {
    ...llama,
    layers: 6,
    hiddenSize: 192,
    heads: 6,
    keyValueHeads: 2,
    headWidth: 32,
    intermediateSize: 512,
    vocabularySize: 2048,
  },
  '33M': {
    ...llama,
    layers: 12,
    hiddenSize: 384,
    heads: 6,
    keyValueHeads: 2,
    headWidth: 64,
    intermediateSize: 1152,
    vocabularySize: 32_768,
  },
  /** SmolLM2-135M's. */
  '135M': {
    ...llama,
    layers: 30,
    hiddenSize: 576,
    heads: 9,
    keyValueHeads: 3,
    headWidth: 64,
    intermediateSize: 1536,
    vocabularySize: 49_152,
    ropeTheta: 100_000,
  },
  /** Qwen2.5-0.5B's. */
  '494M': {
    ...llama,
    family: 'qwen2',
    layers: 24,
    hiddenSize: 896,
    heads: 14,
    keyValueHeads: 2,
    headWidth: 64,
    intermediateSize: 4864,
    vocabularySize: 151_936,
    ropeTheta: 1_000_000,
    epsilon: 1e-6,
  },
} as const satisfies Record<string, ModelShape>;
