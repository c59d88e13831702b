const encoder = new TextEncoder();

const WireType = { varint: 0, lengthDelimited: 2, fixed32: 5 } as const;

/** A message of Protocol Buffers in the making: pieces in the order in which they were added, never joined in memory. */
export class Message {
  readonly #pieces: Uint8Array[] = [];
  #byteLength = 0;

  get byteLength(): number {
    return this.#byteLength;
  }

  get pieces(): readonly Uint8Array[] {
    return this.#pieces;
  }

  integer(field: number, value: number | bigint): this {
    this.#tag(field, WireType.varint);
    return this.#add(varint(value));
  }

  float(field: number, value: number): this {
    const bytes = new Uint8Array(4);
    new DataView(bytes.buffer).setFloat32(0, value, true);
    this.#tag(field, WireType.fixed32);
    return this.#add(bytes);
  }

  /** The bytes are not copied: they must stay as they are until the message is written. */
  bytes(field: number, value: Uint8Array): this {
    this.#tag(field, WireType.lengthDelimited);
    return this.#add(varint(value.byteLength)).#add(value);
  }

  text(field: number, value: string): this {
    return this.bytes(field, encoder.encode(value));
  }

  message(field: number, value: Message): this {
    this.#tag(field, WireType.lengthDelimited);
    this.#add(varint(value.byteLength));
    for (const piece of value.pieces) this.#add(piece);
    return this;
  }

  packedIntegers(field: number, values: readonly number[]): this {
    const packed = new Message();
    for (const value of values) packed.#add(varint(value));
    return this.message(field, packed);
  }

  #tag(field: number, wireType: number): void {
    this.#add(varint((field << 3) | wireType));
  }

  #add(piece: Uint8Array): this {
    this.#pieces.push(piece);
    this.#byteLength += piece.byteLength;
    return this;
  }
}

/** Seven bits a byte, lowest first; negative numbers as 64-bit two's complement. */
function varint(value: number | bigint): Uint8Array {
  let rest = BigInt.asUintN(64, BigInt(value));
  const bytes: number[] = [];
  while (rest > 127n) {
    bytes.push(Number(rest & 127n) | 128);
    rest >>= 7n;
  }
  bytes.push(Number(rest));
  return Uint8Array.from(bytes);
}
