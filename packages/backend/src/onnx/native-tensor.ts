import type { Address } from './native-api.ts';
import { integers, type OnnxRuntime } from './runtime.ts';

/** Element types by their numbers in onnx.proto. */
export const ELEMENT = { float32: 1, int64: 7, float16: 10 } as const;
export type ElementType = keyof typeof ELEMENT;

/** Memory of ours that ONNX Runtime reads or writes: pinned until it is released. */
export class NativeTensor {
  readonly address: Address;
  readonly #runtime: OnnxRuntime;
  /** Keeps the memory from being collected. */
  readonly #data: ArrayBufferView;

  constructor(
    runtime: OnnxRuntime,
    data: ArrayBufferView,
    type: ElementType,
    dimensions: readonly number[],
  ) {
    const shape = integers(dimensions.length);
    for (const [axis, size] of dimensions.entries()) shape[axis] = BigInt(size);
    this.#runtime = runtime;
    this.#data = data;
    this.address = runtime.make((out) =>
      runtime.api.CreateTensorWithDataAsOrtValue(
        runtime.memory,
        this.#data,
        data.byteLength,
        shape,
        dimensions.length,
        ELEMENT[type],
        out,
      ),
    );
  }

  release(): void {
    this.#runtime.api.ReleaseValue(this.address);
  }
}
