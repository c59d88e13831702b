/** The types of ggml that models are measured in, by their numbers. */
export const ggufTypes = { f32: 0, q4_0: 2, q8_0: 8 } as const;

export type GgufType = keyof typeof ggufTypes;

/** Weights that share a scale. */
const BLOCK = 32;
/** The scale is a binary16 number. */
const SCALE_BYTES = 2;

export function ggufByteLength(count: number, type: GgufType): number {
  switch (type) {
    case 'f32':
      return count * 4;
    case 'q8_0':
      return (count / BLOCK) * (SCALE_BYTES + BLOCK);
    case 'q4_0':
      return (count / BLOCK) * (SCALE_BYTES + BLOCK / 2);
  }
}

/** As ggml's `quantize_row_q8_0_ref` and `quantize_row_q4_0_ref` do. */
export function toGguf(values: Float32Array, type: GgufType): Uint8Array {
  switch (type) {
    case 'f32':
      return new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
    case 'q8_0':
      return toBlocks(values, type, writeQ8Block);
    case 'q4_0':
      return toBlocks(values, type, writeQ4Block);
  }
}

type WriteBlock = (block: Float32Array, view: DataView, offset: number) => void;

function toBlocks(values: Float32Array, type: GgufType, writeBlock: WriteBlock): Uint8Array {
  const bytes = new Uint8Array(ggufByteLength(values.length, type));
  const view = new DataView(bytes.buffer);
  const size = ggufByteLength(BLOCK, type);
  for (let block = 0; block < values.length / BLOCK; block++) {
    writeBlock(values.subarray(block * BLOCK, (block + 1) * BLOCK), view, block * size);
  }
  return bytes;
}

function writeQ8Block(block: Float32Array, view: DataView, offset: number): void {
  const scale = Math.abs(furthestFromZero(block)) / 127;
  view.setUint16(offset, halfBits(scale), true);
  for (let index = 0; index < BLOCK; index++) {
    const level = scale === 0 ? 0 : Math.round(block[index]! / scale);
    view.setInt8(offset + SCALE_BYTES + index, level);
  }
}

/** The first half of the block lies in the low four bits of the bytes, the second in the high ones. */
function writeQ4Block(block: Float32Array, view: DataView, offset: number): void {
  const scale = furthestFromZero(block) / -8;
  const level = (value: number) =>
    scale === 0 ? 8 : Math.min(15, Math.floor(value / scale + 8.5));
  view.setUint16(offset, halfBits(scale), true);
  for (let index = 0; index < BLOCK / 2; index++) {
    const byte = level(block[index]!) | (level(block[index + BLOCK / 2]!) << 4);
    view.setUint8(offset + SCALE_BYTES + index, byte);
  }
}

function furthestFromZero(block: Float32Array): number {
  let furthest = 0;
  for (const value of block) if (Math.abs(value) > Math.abs(furthest)) furthest = value;
  return furthest;
}

const converter = new DataView(new ArrayBuffer(4));

/** Normal binary16 numbers only, rounded half up: scales are neither tiny nor huge. */
function halfBits(value: number): number {
  converter.setFloat32(0, value);
  const bits = converter.getUint32(0);
  const magnitude = bits & 0x7fffffff;
  const sign = (bits >>> 16) & 0x8000;
  return magnitude < 0x38800000 ? sign : sign | ((magnitude - 0x38000000 + 0x1000) >>> 13);
}
