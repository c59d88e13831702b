import { type Attribute, attributeMessage } from './attribute.ts';
import { Message } from './protobuf.ts';
import { type Dimensions, type Tensor, type TensorType, valueMessage } from './tensor.ts';

export interface NodeOptions {
  readonly attributes?: Readonly<Record<string, Attribute>>;
  /** Names of the outputs, '' for one that is not wanted (default: one with a name of its own). */
  readonly outputs?: readonly string[];
  /** ONNX Runtime's own operators rather than those of the standard. */
  readonly isContributed?: boolean;
}

type TensorArray = Float32Array | Uint16Array | Uint8Array | Int8Array | BigInt64Array;

/** An ONNX graph in the making. Values are known by their names; nodes have to be added in the order in which they run. */
export class Graph {
  readonly #nodes: Message[] = [];
  readonly #constants = new Map<string, Tensor>();
  readonly #inputs: Message[] = [];
  readonly #outputs: Message[] = [];

  get nodes(): readonly Message[] {
    return this.#nodes;
  }

  get constants(): readonly Tensor[] {
    return [...this.#constants.values()];
  }

  get inputs(): readonly Message[] {
    return this.#inputs;
  }

  get outputs(): readonly Message[] {
    return this.#outputs;
  }

  input(name: string, type: TensorType, dimensions: Dimensions): string {
    this.#inputs.push(valueMessage(name, type, dimensions));
    return name;
  }

  /** Says that a value, which has to be computed under this name, is given out. */
  output(name: string, type: TensorType, dimensions: Dimensions): void {
    this.#outputs.push(valueMessage(name, type, dimensions));
  }

  has(constant: string): boolean {
    return this.#constants.has(constant);
  }

  /** Adds a constant, whose array is kept; the name must be new. */
  constant(
    name: string,
    type: TensorType,
    dimensions: readonly number[],
    values: TensorArray,
  ): string {
    const data = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
    this.#constants.set(name, { name, type, dimensions, data });
    return name;
  }

  /** A scalar for a number, else a vector; the same values are kept once. */
  integers(value: number | readonly number[]): string {
    const values = typeof value === 'number' ? [value] : value;
    const isScalar = typeof value === 'number';
    const name = `int64${isScalar ? '' : 's'}_${values.join('_')}`;
    if (this.has(name)) return name;
    const dimensions = isScalar ? [] : [values.length];
    return this.constant(name, 'int64', dimensions, BigInt64Array.from(values, BigInt));
  }

  /** A float32 scalar; the same value is kept once. */
  float(value: number): string {
    const name = `float32_${value}`;
    return this.has(name) ? name : this.constant(name, 'float32', [], Float32Array.of(value));
  }

  /** Adds a node and names its first output. */
  node(operator: string, inputs: readonly string[], options: NodeOptions = {}): string {
    const name = `${operator}_${this.#nodes.length}`;
    const outputs = options.outputs ?? [name];
    const message = new Message();
    for (const input of inputs) message.text(1, input);
    for (const output of outputs) message.text(2, output);
    message.text(3, name).text(4, operator);
    for (const [key, value] of Object.entries(options.attributes ?? {})) {
      message.message(5, attributeMessage(key, value));
    }
    if (options.isContributed) message.text(7, 'com.microsoft');
    this.#nodes.push(message);
    return outputs[0]!;
  }
}
