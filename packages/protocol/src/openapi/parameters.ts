import { type TSchema, Type } from 'typebox';
import { Include } from '../include.ts';

/** What a request says outside its body. */
export interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly required: boolean;
  readonly description: string;
  readonly schema: TSchema;
}

export const pathId = (name: string, of: string): Parameter => ({
  name,
  in: 'path',
  required: true,
  description: `The id of the ${of}.`,
  schema: Type.String(),
});

const query = (name: string, schema: TSchema, description: string): Parameter => ({
  name,
  in: 'query',
  required: false,
  description,
  schema,
});

export const include = query(
  'include[]',
  Type.Array(Include),
  'What the answer is to hold beyond its usual fields. `include` without brackets means the same.',
);

export const page: readonly Parameter[] = [
  query(
    'limit',
    Type.Integer({ minimum: 0, maximum: 100, default: 20 }),
    'How many items at most.',
  ),
  query('order', Type.Enum(['asc', 'desc'], { default: 'desc' }), '`desc`: the newest first.'),
  query('after', Type.String(), 'The id of the item before the first that is wanted.'),
];

export const retrieval: readonly Parameter[] = [
  query('stream', Type.Boolean({ default: false }), 'Whether the events are wanted as a stream.'),
  query(
    'starting_after',
    Type.Integer({ minimum: 0 }),
    'Only events with a greater number are wanted; with `stream=true`.',
  ),
  query(
    'include_obfuscation',
    Type.Boolean(),
    'Accepted for the sake of clients; the stored events come as they are.',
  ),
];

export const idempotencyKey: Parameter = {
  name: 'Idempotency-Key',
  in: 'header',
  required: false,
  description: 'A request that repeats a key gets the response of the first one.',
  schema: Type.String({ minLength: 1, maxLength: 255 }),
};
