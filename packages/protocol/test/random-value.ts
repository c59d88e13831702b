/** What of a schema a value is made from; the schemas of this package use no more. */
interface Schema {
  readonly type?: string;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly patternProperties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly minItems?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly pattern?: string;
}

/** A value that the schema allows: every branch, every optional field comes up sooner or later. */
export function randomValue(schema: Schema, random: () => number): unknown {
  if (schema.const !== undefined) return schema.const;
  if (schema.enum) return pick(random, schema.enum);
  if (schema.anyOf) return randomValue(pick(random, schema.anyOf), random);
  switch (schema.type) {
    case 'null':
      return null;
    case 'boolean':
      return random() < 0.5;
    case 'integer':
      return (schema.minimum ?? 0) + Math.floor(random() * 3);
    case 'number':
      return (schema.minimum ?? 0) + random();
    case 'string':
      return schema.pattern?.includes(':') ? 'acme:thing' : `text${Math.floor(random() * 1000)}`;
    case 'array':
      return Array.from({ length: (schema.minItems ?? 0) + Math.floor(random() * 3) }, () =>
        randomValue(schema.items ?? {}, random),
      );
    case 'object':
      return randomObject(schema, random);
    default:
      return {};
  }
}

function randomObject(schema: Schema, random: () => number): Record<string, unknown> {
  const { properties = {}, required = [], patternProperties = {} } = schema;
  const fields = Object.entries(properties).filter(
    ([name]) => required.includes(name) || random() < 0.5,
  );
  const free = Object.values(patternProperties).map((value): [string, Schema] => ['key', value]);
  return Object.fromEntries(
    [...fields, ...free].map(([name, field]) => [name, randomValue(field, random)]),
  );
}

function pick<Value>(random: () => number, values: readonly Value[]): Value {
  return values[Math.floor(random() * values.length)]!;
}
