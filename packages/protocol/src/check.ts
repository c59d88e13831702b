import type { Static, TObject, TSchema } from 'typebox';
import { Compile } from 'typebox/compile';
import { InvalidRequestError } from './error.ts';

type Failure = ReturnType<ReturnType<typeof Compile>['Errors']>[number];

/** Checks a value that stands at `path` of the request. Throws `InvalidRequestError`, which names the field at fault. */
export type Check<Schema extends TSchema> = (value: unknown, path: string) => Static<Schema>;

/** Compiles the schema when it is first needed: a server that is not asked for something does not wait for it. */
export function createCheck<Schema extends TSchema>(schema: Schema): Check<Schema> {
  let validator: ReturnType<typeof Compile> | undefined;
  return (value, path) => {
    validator ??= Compile(schema);
    if (validator.Check(value)) return value as Static<Schema>;
    throw explain(validator.Errors(value), value, path);
  };
}

/** A check that lets through only the fields that the schema names. */
export function createPick<Schema extends TObject>(schema: Schema): Check<Schema> {
  const check = createCheck(schema);
  const fields = Object.keys(schema.properties);
  return (value, path) => {
    const checked = new Map(Object.entries(check(value, path)));
    const picked = fields.filter((field) => checked.has(field));
    // What was left out, the schema does not name.
    return Object.fromEntries(picked.map((field) => [field, checked.get(field)])) as Static<Schema>;
  };
}

/** Of all failures, the deepest says most: the others are the branches around it. */
function explain(all: readonly Failure[], value: unknown, path: string): InvalidRequestError {
  const failures = withoutOtherBranches(all);
  const depth = Math.max(...failures.map((failure) => failure.instancePath.split('/').length));
  const deepest = failures.filter((failure) => failure.instancePath.split('/').length === depth);
  const place = deepest[0]!.instancePath;
  const here = deepest.filter((failure) => failure.instancePath === place);
  const missing = here.find((failure) => failure.keyword === 'required');
  const param = wirePath(path, place);
  if (missing?.keyword === 'required') {
    const field = wirePath(param, `/${missing.params.requiredProperties[0]}`);
    return new InvalidRequestError(field, `${field} is required`, 'missing_required_parameter');
  }
  return new InvalidRequestError(
    param,
    `${param} ${rules(here)}, got ${excerpt(valueAt(value, place))}`,
  );
}

/** Where the `type` of a value fits one branch of a union, what the other branches find wrong with it does not matter. */
function withoutOtherBranches(failures: readonly Failure[]): readonly Failure[] {
  const others = failures.flatMap(otherBranch);
  const isOf = (failure: Failure, { schema, place }: Branch) =>
    `${failure.schemaPath}/`.startsWith(schema) && `${failure.instancePath}/`.startsWith(place);
  const fits = failures.filter((failure) => !others.some((branch) => isOf(failure, branch)));
  const meant = others.filter(({ schema, place }) => {
    const union = { schema: schema.replace(/\d+\/$/, ''), place };
    return fits.some((failure) => isOf(failure, union));
  });
  return failures.filter((failure) => !meant.some((branch) => isOf(failure, branch)));
}

/** A branch of a union, and the place of the value that it was tried on; both end in a slash. */
interface Branch {
  readonly schema: string;
  readonly place: string;
}

/** The branch that a failure rules out, because the value has another `type`. */
function otherBranch({ keyword, schemaPath, instancePath }: Failure): Branch[] {
  const schema = /^.*\/anyOf\/\d+\//.exec(schemaPath)?.[0];
  const isTag = instancePath.endsWith('/type') && (keyword === 'const' || keyword === 'enum');
  return schema && isTag ? [{ schema, place: instancePath.slice(0, -'type'.length) }] : [];
}

/** `/input/0/role` as people write it: `input[0].role`. */
function wirePath(path: string, pointer: string): string {
  return pointer
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
    .reduce(
      (text, part) =>
        /^\d+$/.test(part) ? `${text}[${part}]` : text === '' ? part : `${text}.${part}`,
      path,
    );
}

function rules(failures: readonly Failure[]): string {
  const types = new Set<string>();
  const values = new Set<string>();
  for (const failure of failures) {
    if (failure.keyword === 'type')
      for (const type of [failure.params.type].flat()) types.add(type);
    if (failure.keyword === 'const') values.add(JSON.stringify(failure.params.allowedValue));
    if (failure.keyword === 'enum')
      for (const allowed of failure.params.allowedValues) values.add(JSON.stringify(allowed));
  }
  if (values.size > 0) return `must be ${[...values].join(' or ')}`;
  if (types.size > 0) return `must be of type ${[...types].join(' or ')}`;
  return failures[0]!.message;
}

function valueAt(value: unknown, pointer: string): unknown {
  let current: unknown = value;
  for (const part of pointer.split('/').slice(1)) {
    if (typeof current !== 'object' || current === null) return undefined;
    current = Object.entries(current).find(([key]) => key === part)?.[1];
  }
  return current;
}

/** A value as a message shows it: its beginning, if it is long. */
export function excerpt(value: unknown): string {
  const start = typeof value === 'string' ? value.slice(0, 61) : value;
  const text = JSON.stringify(start) ?? 'nothing';
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
