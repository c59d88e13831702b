export { type ModelShape, shapes } from './model-shape.ts';
export { randomWeights } from './weights/random-weights.ts';
export { openSafetensors, type SafetensorsFile } from './weights/safetensors.ts';
export { type LayerPart, layerWeight, partSize, weightNames } from './weights/weight-names.ts';
export type { WeightSource } from './weights/weight-source.ts';
export { type Dtype, type ModelOptions, writeModel } from './write-model.ts';
