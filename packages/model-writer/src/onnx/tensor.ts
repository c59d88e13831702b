import { Message } from './protobuf.ts';

/** The numbers of `TensorProto.DataType`. */
export const tensorTypes = {
  float32: 1,
  uint8: 2,
  int8: 3,
  int32: 6,
  int64: 7,
  bool: 9,
  float16: 10,
} as const;

export type TensorType = keyof typeof tensorTypes;

/** Numbers are lengths, names are lengths known at run time only. */
export type Dimensions = readonly (number | string)[];

/** A constant of the graph. */
export interface Tensor {
  readonly name: string;
  readonly type: TensorType;
  readonly dimensions: readonly number[];
  readonly data: Uint8Array;
}

/** Where a tensor's data lies in a file beside the model. */
export interface ExternalPlace {
  readonly file: string;
  readonly offset: number;
}

/** A `TensorProto`, with its data inside or a reference to it. */
export function tensorMessage(tensor: Tensor, place?: ExternalPlace): Message {
  const message = new Message();
  if (tensor.dimensions.length > 0) message.packedIntegers(1, tensor.dimensions);
  message.integer(2, tensorTypes[tensor.type]).text(8, tensor.name);
  if (!place) return message.bytes(9, tensor.data);
  const entries = {
    location: place.file,
    offset: String(place.offset),
    length: String(tensor.data.byteLength),
  };
  for (const [key, value] of Object.entries(entries)) {
    message.message(13, new Message().text(1, key).text(2, value));
  }
  return message.integer(14, 1);
}

/** A `ValueInfoProto`: an input or output of the graph. */
export function valueMessage(name: string, type: TensorType, dimensions: Dimensions): Message {
  const shape = new Message();
  for (const dimension of dimensions) {
    const message = new Message();
    if (typeof dimension === 'string') message.text(2, dimension);
    else message.integer(1, dimension);
    shape.message(1, message);
  }
  const tensorType = new Message().integer(1, tensorTypes[type]).message(2, shape);
  return new Message().text(1, name).message(2, new Message().message(1, tensorType));
}
