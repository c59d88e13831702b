/**
 * JSON Schema 2020-12 as its text has it, keyword by keyword, without references and formats: slow, plain,
 * and nothing like the package. ajv 8 miscounts `contains` beside other keywords for items.
 */
export function isValid(schema: unknown, value: unknown): boolean {
  return evaluate(schema, value) !== undefined;
}

/** The names and indices a valid value has been looked at; undefined for an invalid one. */
type Evaluated = Set<string | number> | undefined;
type Keywords = Readonly<Record<string, unknown>>;

function evaluate(schema: unknown, value: unknown): Evaluated {
  if (schema === true) return new Set();
  if (!isObject(schema)) return undefined;
  if (!meetsAssertions(schema, value)) return undefined;
  const evaluated = new Set<string | number>();
  const parts = [combined(schema, value), properties(schema, value), items(schema, value)];
  for (const part of parts) {
    if (part === undefined) return undefined;
    for (const key of part) evaluated.add(key);
  }
  return unevaluated(schema, value, evaluated);
}

function meetsAssertions(schema: Keywords, value: unknown): boolean {
  return Object.entries(schema).every(([keyword, claim]) => meets(keyword, claim, value));
}

function meets(keyword: string, claim: unknown, value: unknown): boolean {
  switch (keyword) {
    case 'type':
      return [claim].flat().some((type) => isOfType(type, value));
    case 'enum':
      return Array.isArray(claim) && claim.some((one) => same(one, value));
    case 'const':
      return same(claim, value);
  }
  if (typeof value === 'number') return meetsNumber(keyword, Number(claim), value);
  if (typeof value === 'string') return meetsString(keyword, claim, value);
  if (Array.isArray(value)) return meetsLength(keyword, 'Items', Number(claim), value.length);
  if (!isObject(value)) return true;
  if (keyword === 'required') return names(claim).every((name) => name in value);
  if (keyword === 'dependentRequired' && isObject(claim)) {
    return Object.entries(claim).every(
      ([name, needed]) => !(name in value) || names(needed).every((one) => one in value),
    );
  }
  return meetsLength(keyword, 'Properties', Number(claim), Object.keys(value).length);
}

function meetsNumber(keyword: string, claim: number, value: number): boolean {
  if (keyword === 'minimum') return value >= claim;
  if (keyword === 'maximum') return value <= claim;
  if (keyword === 'exclusiveMinimum') return value > claim;
  if (keyword === 'exclusiveMaximum') return value < claim;
  return keyword === 'multipleOf' ? Number.isInteger(value / claim) : true;
}

function meetsString(keyword: string, claim: unknown, value: string): boolean {
  if (keyword === 'pattern') return new RegExp(String(claim), 'u').test(value);
  return meetsLength(keyword, 'Length', Number(claim), [...value].length);
}

function meetsLength(keyword: string, what: string, claim: number, length: number): boolean {
  if (keyword === `min${what}`) return length >= claim;
  return keyword === `max${what}` ? length <= claim : true;
}

function combined(schema: Keywords, value: unknown): Evaluated {
  const evaluated = new Set<string | number>();
  const take = (part: Evaluated) => {
    for (const key of part ?? []) evaluated.add(key);
    return part !== undefined;
  };
  const all = list(schema['allOf']).map((part) => take(evaluate(part, value)));
  const any = list(schema['anyOf']).map((part) => take(evaluate(part, value)));
  const one = list(schema['oneOf']).map((part) => take(evaluate(part, value)));
  if (all.includes(false)) return undefined;
  if (any.length > 0 && !any.includes(true)) return undefined;
  if (one.length > 0 && one.filter(Boolean).length !== 1) return undefined;
  if ('not' in schema && isValid(schema['not'], value)) return undefined;
  if ('if' in schema) {
    const branch = take(evaluate(schema['if'], value)) ? 'then' : 'else';
    if (branch in schema && !take(evaluate(schema[branch], value))) return undefined;
  }
  for (const [name, part] of isObject(value) ? members(schema['dependentSchemas']) : []) {
    if (isObject(value) && name in value && !take(evaluate(part, value))) return undefined;
  }
  return evaluated;
}

function properties(schema: Keywords, value: unknown): Evaluated {
  const evaluated = new Set<string | number>();
  if (!isObject(value)) return evaluated;
  for (const [name, member] of Object.entries(value)) {
    if ('propertyNames' in schema && !isValid(schema['propertyNames'], name)) return undefined;
    const parts = members(schema['properties']).filter(([own]) => own === name);
    const patterns = members(schema['patternProperties']);
    parts.push(...patterns.filter(([pattern]) => new RegExp(pattern, 'u').test(name)));
    if (parts.length === 0 && 'additionalProperties' in schema) {
      parts.push(['', schema['additionalProperties']]);
    }
    if (!parts.every(([, part]) => isValid(part, member))) return undefined;
    if (parts.length > 0) evaluated.add(name);
  }
  return evaluated;
}

function items(schema: Keywords, value: unknown): Evaluated {
  const evaluated = new Set<string | number>();
  if (!Array.isArray(value)) return evaluated;
  const prefix = list(schema['prefixItems']);
  for (const [index, item] of value.entries()) {
    const part = index < prefix.length ? prefix[index] : (schema['items'] ?? true);
    if (!isValid(part, item)) return undefined;
    if (index < prefix.length || 'items' in schema) evaluated.add(index);
  }
  if (!('contains' in schema)) return evaluated;
  const found = [...value.keys()].filter((index) => isValid(schema['contains'], value[index]));
  const { minContains = 1, maxContains = Number.POSITIVE_INFINITY } = schema;
  if (found.length < Number(minContains) || found.length > Number(maxContains)) return undefined;
  for (const index of found) evaluated.add(index);
  return evaluated;
}

function unevaluated(schema: Keywords, value: unknown, seen: Set<string | number>): Evaluated {
  const check = (keyword: string, entries: Iterable<[string | number, unknown]>) => {
    if (!(keyword in schema)) return true;
    for (const [key, member] of entries) {
      if (!seen.has(key) && !isValid(schema[keyword], member)) return false;
      seen.add(key);
    }
    return true;
  };
  if (Array.isArray(value)) return check('unevaluatedItems', value.entries()) ? seen : undefined;
  if (!isObject(value)) return seen;
  return check('unevaluatedProperties', Object.entries(value)) ? seen : undefined;
}

function isOfType(type: unknown, value: unknown): boolean {
  if (type === 'null') return value === null;
  if (type === 'array') return Array.isArray(value);
  if (type === 'object') return isObject(value);
  if (type === 'integer') return Number.isInteger(value);
  return typeof value === type;
}

function same(one: unknown, other: unknown): boolean {
  if (Array.isArray(one) && Array.isArray(other)) {
    return one.length === other.length && one.every((item, index) => same(item, other[index]));
  }
  if (!isObject(one) || !isObject(other)) return one === other;
  const keys = Object.keys(one);
  return (
    keys.length === Object.keys(other).length &&
    keys.every((key) => key in other && same(one[key], other[key]))
  );
}

function isObject(value: unknown): value is Keywords {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function members(value: unknown): [string, unknown][] {
  return isObject(value) ? Object.entries(value) : [];
}

function names(value: unknown): readonly string[] {
  return list(value).map(String);
}
