import { join } from 'node:path';
import { ModelLoadError } from '../logits-model.ts';
import { exists } from './exists.ts';

/** The graphs that make up a model, of one dtype. */
export interface GraphFiles {
  readonly dtype: string;
  /** Paths inside the folder; data outside of the graphs lies beside them. */
  readonly files: readonly string[];
  /** Whether one graph takes tokens and gives logits; other models look tokens up in a graph of its own. */
  readonly isSingle: boolean;
}

/** What the hub appends to the names of files, by dtype. */
const SUFFIXES: Readonly<Record<string, string>> = {
  fp32: '',
  fp16: '_fp16',
  q8: '_quantized',
  int8: '_int8',
  uint8: '_uint8',
  q4: '_q4',
  q4f16: '_q4f16',
  bnb4: '_bnb4',
  q2: '_q2',
  q2f16: '_q2f16',
  q1: '_q1',
  q1f16: '_q1f16',
};

export const DTYPES: readonly string[] = Object.keys(SUFFIXES);

const PARTS = [['model'], ['embed_tokens', 'decoder_model_merged']];

/** Best first. */
const CPU_ORDER = ['q8', 'int8', 'uint8', 'q4', 'fp32', 'q4f16', 'fp16', 'bnb4'];
const OTHER_ORDER = ['q4f16', 'fp16', 'q4', 'fp32', 'q8', 'int8', 'uint8', 'bnb4'];

export interface GraphChoice {
  /** Of the model, for the error. */
  readonly name: string;
  readonly dtype?: string;
  readonly device?: string;
}

/**
 * Chooses the graphs of the asked dtype, else of the best for the device, among the files that `has` knows. Throws
 * `ModelLoadError`, which names the dtypes that there are, when there are none.
 */
export async function chooseGraphs(
  choice: GraphChoice,
  has: (path: string) => Promise<boolean>,
): Promise<GraphFiles> {
  const { dtype, device = 'cpu' } = choice;
  const best = device === 'cpu' ? CPU_ORDER : OTHER_ORDER;
  const order = best.concat(DTYPES.filter((other) => !best.includes(other)));
  for (const candidate of dtype === undefined ? order : [dtype]) {
    const found = await findGraphs(candidate, has);
    if (found) return found;
  }
  const others: string[] = [];
  for (const other of dtype === undefined ? [] : DTYPES) {
    if (await findGraphs(other, has)) others.push(other);
  }
  throw new ModelLoadError(refusal(choice, others));
}

/** For `chooseGraphs`: whether the folder has a file. */
export function filesIn(folder: string): (path: string) => Promise<boolean> {
  return (path) => exists(join(folder, path));
}

async function findGraphs(
  dtype: string,
  has: (path: string) => Promise<boolean>,
): Promise<GraphFiles | undefined> {
  for (const parts of PARTS) {
    const files = parts.map((part) => `onnx/${part}${SUFFIXES[dtype]}.onnx`);
    const isThere = await Promise.all(files.map(has));
    if (isThere.every(Boolean)) return { dtype, files, isSingle: files.length === 1 };
  }
  return undefined;
}

function refusal({ name, dtype }: GraphChoice, others: readonly string[]): string {
  if (dtype === undefined) return `${name} has no graph such as onnx/model_quantized.onnx`;
  const rest = others.length > 0 ? others.join(', ') : 'nothing';
  return `${name} has no graph of dtype ${dtype}; there is ${rest}`;
}
