import type { Graph, GraphNode, GraphValue } from './graph.ts';
import { ELEMENT, type ElementType } from './native-tensor.ts';
import { UnsupportedGraphError } from './unsupported-graph-error.ts';

/** How a graph is to be run. */
export interface GraphPlan {
  /** Names of inputs without the caches, in the order in which a run gives them. */
  readonly inputs: readonly PlainInput[];
  /** `num_logits_to_keep` is a number in some graphs and a list of one in others. */
  readonly keptLogitsRank: number;
  readonly logitsType: ElementType;
  /** Length of a row of logits, if the graph says so. */
  readonly vocabularySize: number | undefined;
  readonly caches: readonly CacheTensor[];
  readonly cacheType: ElementType;
  /** Whether past and present keys and values may be the same memory. */
  readonly isInPlace: boolean;
  /** The operator that lets a row's numbers depend on its neighbours', if there is one. */
  readonly coupledBy: string | undefined;
  readonly weights: number;
}

export type PlainInput = 'input_ids' | 'attention_mask' | 'position_ids' | 'num_logits_to_keep';

/** Keys or values of one layer: [sequences, heads, tokens, width]. */
export interface CacheTensor {
  readonly past: string;
  readonly present: string;
  readonly heads: number;
  readonly width: number;
}

/** Throws `UnsupportedGraphError` for graphs that need more than tokens and caches of keys and values. */
export function planGraph(graph: Graph): GraphPlan {
  const pastInputs = graph.inputs.filter(({ name }) => PAST.test(name));
  const inputs = graph.inputs.filter((input) => !pastInputs.includes(input)).map(plainInput);
  if (!inputs.includes('input_ids')) throw new UnsupportedGraphError('the graph has no input_ids');
  if (pastInputs.length === 0) throw new UnsupportedGraphError('the graph has no past_key_values');
  const logits = graph.outputs.find(({ name }) => name === 'logits');
  if (!logits) throw new UnsupportedGraphError('the graph has no output named logits');
  const caches = pastInputs.map((input) => cacheTensor(input, graph));
  const kept = graph.inputs.find(({ name }) => name === 'num_logits_to_keep');
  const width = logits.shape.at(-1);
  return {
    inputs,
    keptLogitsRank: kept?.shape.length ?? 0,
    logitsType: floatType(logits),
    vocabularySize: typeof width === 'number' ? width : undefined,
    caches,
    cacheType: commonType(pastInputs),
    isInPlace: caches.every((cache) => isUpdatedInPlace(cache, graph.nodes)),
    coupledBy: graph.nodes.find(({ operator }) => COUPLING.has(operator))?.operator,
    weights: graph.weights,
  };
}

const PAST = /^past_key_values\.\d+\.(key|value)$/;

/** They scale activations by the largest of all rows. */
const COUPLING: ReadonlySet<string> = new Set(['DynamicQuantizeLinear', 'DynamicQuantizeMatMul']);

const PLAIN_RANKS: Readonly<Record<PlainInput, readonly number[]>> = {
  input_ids: [2],
  attention_mask: [2],
  position_ids: [2],
  num_logits_to_keep: [0, 1],
};

function plainInput({ name, type, shape }: GraphValue): PlainInput {
  if (!isPlainName(name)) throw new UnsupportedGraphError(`the graph has an input ${name}`);
  if (type !== ELEMENT.int64 || !PLAIN_RANKS[name].includes(shape.length)) {
    throw new UnsupportedGraphError(
      `the input ${name} has element type ${type} and ${shape.length} dimensions, not int64 and ${PLAIN_RANKS[name].join(' or ')}`,
    );
  }
  return name;
}

function isPlainName(name: string): name is PlainInput {
  return Object.hasOwn(PLAIN_RANKS, name);
}

function cacheTensor({ name, shape }: GraphValue, graph: Graph): CacheTensor {
  const present = name.replace('past_key_values', 'present');
  const [, heads, , width] = shape;
  if (shape.length !== 4 || typeof heads !== 'number' || typeof width !== 'number') {
    throw new UnsupportedGraphError(`the input ${name} has the shape [${shape.join(', ')}]`);
  }
  if (!graph.outputs.some((output) => output.name === present)) {
    throw new UnsupportedGraphError(`the input ${name} has no output ${present}`);
  }
  return { past: name, present, heads, width };
}

function floatType({ name, type }: GraphValue): ElementType {
  if (type === ELEMENT.float32) return 'float32';
  if (type === ELEMENT.float16) return 'float16';
  throw new UnsupportedGraphError(`${name} has element type ${type}, not float32 or float16`);
}

function commonType(values: readonly GraphValue[]): ElementType {
  const types = new Set(values.map(floatType));
  const [type, other] = types;
  if (!type || other) throw new UnsupportedGraphError('past_key_values have several element types');
  return type;
}

/** GroupQueryAttention alone appends to the memory that it reads; whatever else reads a cache wants its true length. */
function isUpdatedInPlace({ past, present }: CacheTensor, nodes: readonly GraphNode[]): boolean {
  const readers = nodes.filter(({ inputs }) => inputs.includes(past));
  const [reader] = readers;
  if (readers.length !== 1 || reader?.operator !== 'GroupQueryAttention') return false;
  const [, , , key, value] = reader.inputs;
  const [, presentKey, presentValue] = reader.outputs;
  return (key === past && presentKey === present) || (value === past && presentValue === present);
}
