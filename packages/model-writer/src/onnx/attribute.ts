import { Message } from './protobuf.ts';

/** A float is marked, as JavaScript cannot tell 1 from 1.0. */
export type Attribute = number | string | readonly number[] | { readonly float: number };

const AttributeType = { float: 1, integer: 2, text: 3, integers: 7 } as const;

/** An `AttributeProto`. */
export function attributeMessage(name: string, value: Attribute): Message {
  const message = new Message().text(1, name);
  if (typeof value === 'number')
    return message.integer(3, value).integer(20, AttributeType.integer);
  if (typeof value === 'string') return message.text(4, value).integer(20, AttributeType.text);
  if ('float' in value) return message.float(2, value.float).integer(20, AttributeType.float);
  for (const item of value) message.integer(8, item);
  return message.integer(20, AttributeType.integers);
}
