/** Mulberry32. */
export function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

type Schema = boolean | Record<string, unknown>;

const names = ['a', 'b', 'ab'];
const scalars = [null, true, false, 0, 1, 2, 3, -1, 1.5, '', 'a', 'b', 'ab', 'ba'];

/** Schemas out of all keywords, over names and values so few that they meet. */
export class RandomSchemas {
  readonly #random: () => number;

  constructor(random: () => number) {
    this.#random = random;
  }

  schema(depth: number): Schema {
    if (this.#random() < 0.06) return this.#random() < 0.7;
    const schema: Record<string, unknown> = {};
    const count = 1 + Math.floor(this.#random() * 3);
    for (let index = 0; index < count; index++) {
      Object.assign(schema, this.#pick(depth > 0 ? this.#all : this.#flat)(depth - 1));
    }
    return schema;
  }

  readonly #flat: ((depth: number) => Record<string, unknown>)[] = [
    () => ({
      type: this.#pick(['null', 'boolean', 'integer', 'number', 'string', 'array', 'object']),
    }),
    () => ({ type: [this.#pick(['integer', 'string']), this.#pick(['array', 'object'])] }),
    () => ({ enum: this.#some(scalars) }),
    () => ({ const: this.#pick<unknown>([...scalars, [1], { a: 1 }]) }),
    () => ({ minimum: this.#pick([0, 1, 1.5]) }),
    () => ({ exclusiveMaximum: this.#pick([1, 2, 1.5]) }),
    () => ({ multipleOf: this.#pick([1, 2, 0.5]) }),
    () => ({ minLength: this.#pick([1, 2]) }),
    () => ({ maxLength: this.#pick([0, 1]) }),
    () => ({ pattern: this.#pick(['^a', 'b$', 'ab', '^[^b]*$']) }),
    () => ({ required: this.#some(names) }),
    () => ({ minProperties: this.#pick([1, 2]) }),
    () => ({ maxProperties: this.#pick([0, 1]) }),
    () => ({ minItems: this.#pick([1, 2]) }),
    () => ({ maxItems: this.#pick([0, 1, 2]) }),
    () => ({ dependentRequired: { [this.#pick(names)]: this.#some(names) } }),
  ];

  readonly #nested: ((depth: number) => Record<string, unknown>)[] = [
    (depth) => ({ properties: this.#named(names, depth) }),
    (depth) => ({ patternProperties: this.#named(['^a', 'b$'], depth) }),
    (depth) => ({ additionalProperties: this.schema(depth) }),
    (depth) => ({ propertyNames: this.schema(0 * depth) }),
    (depth) => ({ items: this.schema(depth) }),
    (depth) => ({ prefixItems: this.#list(depth) }),
    (depth) => ({ contains: this.schema(depth) }),
    (depth) => ({ contains: this.schema(depth), minContains: this.#pick([0, 2]) }),
    (depth) => ({ contains: this.schema(depth), maxContains: this.#pick([1, 2]) }),
    (depth) => ({ allOf: this.#list(depth) }),
    (depth) => ({ anyOf: this.#list(depth) }),
    (depth) => ({ oneOf: this.#list(depth) }),
    (depth) => ({ not: this.schema(depth) }),
    // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
    (depth) => ({ if: this.schema(depth), then: this.schema(depth), else: this.schema(depth) }),
    (depth) => ({ dependentSchemas: this.#named(names, depth) }),
    (depth) => ({
      unevaluatedProperties: this.schema(depth),
      properties: this.#named(names, depth),
    }),
    (depth) => ({ unevaluatedItems: this.schema(depth), prefixItems: this.#list(depth) }),
  ];

  readonly #all = [...this.#flat, ...this.#nested, ...this.#nested];

  /** Documents in which the claims of these schemas hold and fail. */
  value(depth: number): unknown {
    const kind = this.#random();
    if (depth === 0 || kind < 0.3) return this.#pick<unknown>(scalars);
    const length = Math.floor(this.#random() * 4);
    if (kind < 0.6) return Array.from({ length }, () => this.value(depth - 1));
    const keys = [...names, 'c', 'ba'].filter(() => this.#random() < 0.4);
    return Object.fromEntries(keys.map((name) => [name, this.value(depth - 1)]));
  }

  #named(keys: readonly string[], depth: number): Record<string, unknown> {
    return Object.fromEntries(this.#some(keys).map((name) => [name, this.schema(depth)]));
  }

  #list(depth: number): unknown[] {
    const length = 1 + Math.floor(this.#random() * 3);
    return Array.from({ length }, () => this.schema(depth));
  }

  #some<T>(list: readonly T[]): T[] {
    const some = list.filter(() => this.#random() < 0.5);
    return some.length > 0 ? some : [this.#pick(list)];
  }

  #pick<T>(list: readonly T[]): T {
    return list[Math.floor(this.#random() * list.length)]!;
  }
}
