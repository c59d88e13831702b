import type { ModelShape } from '../model-shape.ts';
import { randomNormal } from './random-normal.ts';
import { type LayerPart, partSize, weightNames } from './weight-names.ts';
import type { WeightSource } from './weight-source.ts';

/**
 * Seeded weights of the size that real models have, so that activations and logits stay in their usual range. Each is made
 * when it is asked for, the same every time.
 */
export function randomWeights(shape: ModelShape, seed = 1): WeightSource {
  return {
    read(name) {
      const { length, deviation, mean } = distribution(shape, name);
      const values = randomNormal(length, deviation, hash(name, seed));
      if (mean !== 0) for (let index = 0; index < length; index++) values[index]! += mean;
      return values;
    },
  };
}

interface Distribution {
  readonly length: number;
  readonly deviation: number;
  readonly mean: number;
}

function distribution(shape: ModelShape, name: string): Distribution {
  const { hiddenSize, vocabularySize } = shape;
  switch (name) {
    case weightNames.embeddings:
    case weightNames.head:
      // Logits of deviation 2: of what the last norm gives, each number is about 1.
      return { length: vocabularySize * hiddenSize, deviation: 2 / Math.sqrt(hiddenSize), mean: 0 };
    case weightNames.finalNorm:
      return { length: hiddenSize, deviation: 0.1, mean: 1 };
    default:
      return layerDistribution(shape, name);
  }
}

function layerDistribution(shape: ModelShape, name: string): Distribution {
  const match = /^model\.layers\.(\d+)\.(.+)\.(weight|bias)$/.exec(name);
  if (!match || Number(match[1]) >= shape.layers) throw unknown(name);
  const part = match[2] as LayerPart;
  const size = partSize(shape, part);
  if (!size) throw unknown(name);
  const [rows, columns] = size;
  if (match[3] === 'bias') return { length: rows, deviation: 0.1, mean: 0 };
  if (part.endsWith('norm')) return { length: columns, deviation: 0.1, mean: 1 };
  const gain = isResidual(part) ? 1 / Math.sqrt(2 * shape.layers) : 1;
  return { length: rows * columns, deviation: gain / Math.sqrt(columns), mean: 0 };
}

/** Its outputs are summed over all layers. */
function isResidual(part: LayerPart): boolean {
  return part === 'self_attn.o_proj' || part === 'mlp.down_proj';
}

function unknown(name: string): RangeError {
  return new RangeError(`a model of this shape has no weight ${name}`);
}

/** FNV-1a over the name, begun with the seed. */
function hash(name: string, seed: number): number {
  let state = 0x811c9dc5 ^ Math.imul(seed, 0x9e3779b1);
  for (let index = 0; index < name.length; index++) {
    state = Math.imul(state ^ name.charCodeAt(index), 0x01000193);
  }
  return state;
}
