import { ConstraintError, type Issue } from '../errors.ts';

export type Schema = Readonly<Record<string, unknown>>;

/** A tool's argument as its schema declares it. */
export interface Parameter {
  readonly name: string;
  readonly schema: Schema;
  readonly isRequired: boolean;
  /** Whether its values are texts, or null. */
  readonly isText: boolean;
}

/** Keywords that leave open which values there are, or are read here. */
const KNOWN = new Set([
  ...['type', 'properties', 'required', 'additionalProperties', '$defs', 'definitions'],
  ...['title', 'description', 'default', 'examples', '$schema', '$id', '$comment', 'strict'],
]);

/**
 * The arguments that an object's schema declares, for formats that do not write them as JSON; `undefined` when it declares none
 * and any may come. Throws a `ConstraintError` for keywords that only JSON could be held to.
 */
export function readParameters(schema: unknown): readonly Parameter[] | undefined {
  const root = isSchema(schema) ? schema : {};
  const issues = Object.keys(root)
    .filter((keyword) => !KNOWN.has(keyword))
    .map((keyword) => issueAt('', keyword));
  if (root.type !== undefined && root.type !== 'object') issues.push(issueAt('', 'type'));
  const properties = isSchema(root.properties) ? root.properties : {};
  const required = Array.isArray(root.required) ? root.required.map(String) : [];
  const undeclared = required.find((name) => !Object.hasOwn(properties, name));
  if (undeclared !== undefined) issues.push(issueAt('', 'required'));
  const parameters = Object.entries(properties).map(([name, own]): Parameter => {
    const resolved = within(own, root);
    const kind = kindOf(resolved, root);
    if (kind === undefined) issues.push(issueAt(`/properties/${name}`, 'type'));
    return { name, schema: resolved, isRequired: required.includes(name), isText: kind === 'text' };
  });
  if (issues.length > 0) throw new ConstraintError('unsupported_grammar', issues);
  return parameters.length === 0 && root.additionalProperties !== false ? undefined : parameters;
}

/** A schema's own part of the document, with the definitions that its references need. */
function within(schema: unknown, root: Schema): Schema {
  const own = isSchema(schema) ? schema : {};
  const { $defs, definitions } = root;
  return {
    ...($defs === undefined ? {} : { $defs }),
    ...(definitions === undefined ? {} : { definitions }),
    ...own,
  };
}

/** Whether values are texts or anything else; `undefined` when they may be either, which cannot be told apart. */
function kindOf(schema: Schema, root: Schema, depth = 16): 'text' | 'other' | undefined {
  const types = typesOf(schema, root, depth);
  if (!types?.has('string')) return types && 'other';
  return types.size === (types.has('null') ? 2 : 1) ? 'text' : undefined;
}

function typesOf(schema: Schema, root: Schema, depth: number): ReadonlySet<string> | undefined {
  if (depth === 0) return undefined;
  const { type, enum: values, anyOf, oneOf, $ref } = schema;
  if (typeof type === 'string') return new Set([type]);
  if (Array.isArray(type)) return new Set(type.map(String));
  if (Array.isArray(values)) return new Set(values.map(typeOfValue));
  if ('const' in schema) return new Set([typeOfValue(schema.const)]);
  if (typeof $ref === 'string') return typesOf(resolve($ref, root), root, depth - 1);
  const options = anyOf ?? oneOf;
  if (!Array.isArray(options)) return undefined;
  const sets = options.map((option) => typesOf(isSchema(option) ? option : {}, root, depth - 1));
  return sets.every((set) => set !== undefined)
    ? new Set(sets.flatMap((set) => [...set]))
    : undefined;
}

export function resolve(reference: string, root: Schema): Schema {
  let place: unknown = root;
  for (const key of reference.split('/').slice(1)) {
    const name = key.replaceAll('~1', '/').replaceAll('~0', '~');
    place = isSchema(place) ? place[name] : undefined;
  }
  return isSchema(place) ? place : {};
}

export function typeOfValue(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : typeof value;
}

export function isSchema(value: unknown): value is Schema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function issueAt(pointer: string, keyword: string): Issue {
  const message = 'this model does not write arguments as JSON, so they cannot be held to it';
  return { pointer, keyword, message };
}
