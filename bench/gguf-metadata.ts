/** A value of GGUF's metadata, named by its type. */
export type GgufValue =
  | { readonly uint32: number }
  | { readonly float32: number }
  | { readonly text: string }
  | { readonly texts: readonly string[] }
  | { readonly int32s: readonly number[] };

const ValueType = { uint32: 4, int32: 5, float32: 6, text: 8, array: 9 } as const;

const encoder = new TextEncoder();

/** The bytes of a GGUF header in the making. */
export class GgufHeader {
  readonly #pieces: Uint8Array[] = [];

  raw(piece: Uint8Array): this {
    this.#pieces.push(piece);
    return this;
  }

  uint32(value: number): this {
    return this.raw(new Uint8Array(Uint32Array.of(value).buffer));
  }

  uint64(value: number): this {
    return this.raw(new Uint8Array(BigUint64Array.of(BigInt(value)).buffer));
  }

  text(value: string): this {
    const bytes = encoder.encode(value);
    return this.uint64(bytes.length).raw(bytes);
  }

  entry(key: string, value: GgufValue): this {
    this.text(key);
    if ('uint32' in value) return this.uint32(ValueType.uint32).uint32(value.uint32);
    if ('text' in value) return this.uint32(ValueType.text).text(value.text);
    if ('float32' in value) {
      const bytes = new Uint8Array(Float32Array.of(value.float32).buffer);
      return this.uint32(ValueType.float32).raw(bytes);
    }
    this.uint32(ValueType.array);
    if ('int32s' in value) {
      this.uint32(ValueType.int32).uint64(value.int32s.length);
      return this.raw(new Uint8Array(Int32Array.from(value.int32s).buffer));
    }
    this.uint32(ValueType.text).uint64(value.texts.length);
    for (const text of value.texts) this.text(text);
    return this;
  }

  finish(): Uint8Array {
    return Buffer.concat(this.#pieces);
  }
}
