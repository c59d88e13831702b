import { expect, test } from 'vitest';
import { layerWeight, randomWeights, shapes, weightNames } from '../../src/index.ts';

const shape = shapes.tiny;

test('weights depend on the seed and their name alone', () => {
  const name = layerWeight(1, 'mlp.up_proj');
  const weight = randomWeights(shape, 7).read(name);
  const again = randomWeights(shape, 7);
  again.read(weightNames.embeddings);
  expect(again.read(name)).toEqual(weight);
  expect(randomWeights(shape, 8).read(name)).not.toEqual(weight);
  expect(randomWeights(shape, 7).read(layerWeight(0, 'mlp.up_proj'))).not.toEqual(weight);
});

test('a matrix keeps the deviation of what it multiplies', () => {
  const weight = randomWeights(shape).read(layerWeight(0, 'mlp.gate_proj'));
  expect(weight).toHaveLength(shape.intermediateSize * shape.hiddenSize);
  const mean = weight.reduce((sum, value) => sum + value, 0) / weight.length;
  const deviation = Math.hypot(...weight) / Math.sqrt(weight.length);
  expect(mean).toBeCloseTo(0, 2);
  expect(deviation * Math.sqrt(shape.hiddenSize)).toBeCloseTo(1, 1);
});

test('norms are near one', () => {
  const weight = randomWeights(shape).read(weightNames.finalNorm);
  expect(weight).toHaveLength(shape.hiddenSize);
  expect(weight.every((value) => value > 0.5 && value < 1.5)).toBe(true);
});

test.for(['model.layers.2.mlp.up_proj.weight', 'model.layers.0.mlp.other.weight', 'norm'])(
  '%s is refused',
  (name) => {
    expect(() => randomWeights(shape).read(name)).toThrow(`no weight ${name}`);
  },
);
