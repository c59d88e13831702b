import { type TObject, type TSchema, Type } from 'typebox';
import { nullable } from '../nullable.ts';

/** The schema of an object as clients write it: what may be left out may be null too. */
export function lenient({ properties, required }: TObject): TObject {
  const fields = Object.entries(properties).map(([name, schema]): [string, TSchema] => [
    name,
    required?.includes(name) ? schema : Type.Optional(nullable(schema)),
  ]);
  return Type.Object(Object.fromEntries(fields));
}

/** The schema of an object in which other schemas stand for some of its properties. */
export function withProperties(
  { properties }: TObject,
  others: Readonly<Record<string, TSchema>>,
): TObject {
  return lenient(Type.Object({ ...properties, ...others }));
}
