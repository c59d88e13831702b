/** The names that JSON Schema has for types. */
export type ParameterTypes = ReadonlySet<string>;

type Schema = Readonly<Record<string, unknown>>;

/** Which types a parameter of a tool may have; `undefined` where its schema does not tell. */
export function parameterTypes(parameters: unknown, name: string): ParameterTypes | undefined {
  if (!isSchema(parameters)) return undefined;
  const { properties, additionalProperties } = parameters;
  const own =
    isSchema(properties) && Object.hasOwn(properties, name) ? properties[name] : undefined;
  return typesOf(own ?? additionalProperties, parameters, DEEPEST);
}

/** How many references and combinations are followed: a schema may refer to itself. */
const DEEPEST = 16;

function typesOf(schema: unknown, root: Schema, depth: number): ParameterTypes | undefined {
  if (!isSchema(schema) || depth === 0) return undefined;
  const inner = (part: unknown) => typesOf(part, root, depth - 1);
  const { type, enum: values, anyOf, oneOf, allOf, $ref } = schema;
  if (typeof type === 'string') return new Set([type]);
  if (Array.isArray(type)) return new Set(type.map(String));
  if (Array.isArray(values)) return new Set(values.map(typeOfValue));
  if ('const' in schema) return new Set([typeOfValue(schema.const)]);
  if (typeof $ref === 'string') return inner(resolve($ref, root));
  if (Array.isArray(allOf)) return allOf.map(inner).find((types) => types !== undefined);
  const options = anyOf ?? oneOf;
  return Array.isArray(options) ? unionOf(options.map(inner)) : undefined;
}

function unionOf(sets: readonly (ParameterTypes | undefined)[]): ParameterTypes | undefined {
  const union = new Set<string>();
  for (const types of sets) {
    if (!types) return undefined;
    for (const type of types) union.add(type);
  }
  return union;
}

/** What a reference within the same document points to. */
function resolve(reference: string, root: Schema): unknown {
  if (!reference.startsWith('#')) return undefined;
  let place: unknown = root;
  for (const key of reference.slice(1).split('/').slice(1)) {
    const name = key.replaceAll('~1', '/').replaceAll('~0', '~');
    place = isSchema(place) ? place[name] : undefined;
  }
  return place;
}

function typeOfValue(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : typeof value;
}

function isSchema(value: unknown): value is Schema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
