import type { ModelShape } from '../model-shape.ts';

/** Cosines and sines of every position's angles, one row of `headWidth / 2` for each position (RoPE, Su et al. 2021). */
export function rotaryTables(shape: ModelShape): { cosines: Float32Array; sines: Float32Array } {
  const { contextLength, headWidth, ropeTheta } = shape;
  const half = headWidth / 2;
  const cosines = new Float32Array(contextLength * half);
  const sines = new Float32Array(contextLength * half);
  for (let pair = 0; pair < half; pair++) {
    const frequency = ropeTheta ** (-pair / half);
    for (let position = 0; position < contextLength; position++) {
      cosines[position * half + pair] = Math.cos(position * frequency);
      sines[position * half + pair] = Math.sin(position * frequency);
    }
  }
  return { cosines, sines };
}
