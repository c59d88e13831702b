import { expect, test } from 'vitest';
import { accepts, compileSchema } from './judge.ts';

/** A schema, some documents it accepts and some it refuses. */
const cases: Record<string, [schema: unknown, accepted: string[], refused: string[]]> = {
  'type may list several types': [
    { type: ['integer', 'null'] },
    ['1', '-20', 'null'],
    ['1.5', '"1"', 'true', '01', '+1'],
  ],
  'a number may have an exponent only where every number is allowed': [
    {
      anyOf: [
        { type: 'array', items: { type: 'number' } },
        { minimum: 1, type: 'number' },
      ],
    },
    ['[1e5,-2.5E-3]', '1.50'],
    ['1e5', '0.5', '[1.]'],
  ],
  'enum takes values of any kind': [
    { enum: ['a"b', 1.5, null, [true], { x: [] }] },
    ['"a\\"b"', '1.5', 'null', '[true]', '{"x":[]}'],
    ['"a"', '1.4', '[false]', '{}', '{"x":[1]}'],
  ],
  'enum meets its siblings': [{ enum: ['a', 1], type: 'string' }, ['"a"'], ['1']],
  'const sees 0 and false as different': [{ const: 0 }, ['0'], ['false', '1', 'null']],
  'properties stand in order, undeclared ones anywhere': [
    { type: 'object', properties: { a: { type: 'integer' }, b: true }, required: ['b'] },
    ['{"b":1}', '{"a":1,"b":[]}', '{"x":0,"a":1,"y":0,"b":1,"z":0}'],
    ['{}', '{"a":1}', '{"a":"1","b":1}', '{"b":1,"a":1}'],
  ],
  'a declared name cannot come in as an undeclared one': [
    { type: 'object', properties: { a: { type: 'integer' } }, additionalProperties: true },
    ['{"aa":"x"}', '{"a":1}'],
    ['{"a":"x"}', '{"\\u0061":"x"}'],
  ],
  'required undeclared properties take the additional schema': [
    { type: 'object', required: ['x'], additionalProperties: { type: 'boolean' } },
    ['{"x":true}', '{"y":false,"x":true}'],
    ['{"x":1}', '{}'],
  ],
  'patternProperties and properties hold together': [
    {
      type: 'object',
      properties: { ab: { minimum: 5 } },
      patternProperties: { '^a': { type: 'integer' }, b$: { multipleOf: 2 } },
      additionalProperties: false,
    },
    ['{"ab":6}', '{"ax":1}', '{"xb":2}', '{"axb":4}'],
    ['{"ab":7}', '{"ab":4}', '{"axb":3}', '{"x":1}'],
  ],
  'propertyNames restricts the names': [
    { type: 'object', propertyNames: { maxLength: 2 }, minProperties: 1 },
    ['{"ab":1}', '{"a":1,"":2}'],
    ['{}', '{"abc":1}'],
  ],
  'minProperties and maxProperties count all properties': [
    { type: 'object', properties: { a: true, b: true }, minProperties: 2, maxProperties: 3 },
    ['{"a":1,"b":1}', '{"b":1,"x":1}', '{"x":1,"y":1,"z":1}'],
    ['{"a":1}', '{"a":1,"b":1,"x":1,"y":1}', '{}'],
  ],
  'prefixItems, items and bounds': [
    { prefixItems: [{ type: 'string' }], items: { type: 'integer' }, minItems: 1, maxItems: 3 },
    ['["a"]', '["a",1,2]', '{}'],
    ['[]', '[1]', '["a","b"]', '["a",1,2,3]'],
  ],
  'large bounds cost nothing': [
    { type: 'array', items: { type: 'string', maxLength: 100_000 }, maxItems: 100_000 },
    ['[]', `["${'x'.repeat(50)}"]`],
    ['[1]'],
  ],
  'contains counts its items': [
    { type: 'array', contains: { type: 'string' }, minContains: 2, maxContains: 3 },
    ['["a","b"]', '[1,"a",null,"b",{}]', '["a","b","c",1]'],
    ['[]', '["a",1]', '["a","b","c","d"]'],
  ],
  'uniqueItems out of a finite set': [
    { type: 'array', uniqueItems: true, items: { enum: ['a', 'b', 1, true] } },
    ['[]', '["b","a"]', '[1,true,"a","b"]'],
    ['["a","a"]', '[1,true,1]', '["c"]'],
  ],
  'uniqueItems of items that differ anyway': [
    {
      type: 'array',
      uniqueItems: true,
      prefixItems: [{ type: 'string' }, { type: 'integer' }],
      items: false,
    },
    ['["a",1]', '[]'],
    ['["a","b"]', '["a",1,1]'],
  ],
  'string lengths count code points': [
    { type: 'string', minLength: 2, maxLength: 3 },
    ['"ab"', '"😀é"', '"\\n\\"x"', '"\\u0001ab"'],
    ['"a"', '"😀"', '"abcd"', '"\\n"'],
  ],
  'a character is escaped only where it has to be': [
    { type: 'string' },
    ['"/"', '"\\\\"', '"\\u001F"', '"é"'],
    ['"\\/"', '"\\u0041"', '"\\u00e9"', '"\n"'],
  ],
  'pattern is searched for': [
    { type: 'string', pattern: 'a+b|^x' },
    ['"zaab!"', '"xyz"', '"x"'],
    ['"yx"', '"ba"', '""'],
  ],
  'pattern and length meet': [
    { type: 'string', pattern: '^[a-z]+$', minLength: 2, maxLength: 4 },
    ['"ab"', '"abcd"'],
    ['"a"', '"abcde"', '"aB"'],
  ],
  'bounds are exact decimals': [
    { type: 'number', exclusiveMinimum: 0.1, maximum: 0.3 },
    ['0.10000000000000000000001', '0.3', '0.2', '0.30'],
    ['0.1', '0.100', '0.3000000000000000001', '-0.2', '1'],
  ],
  'bounds around zero': [
    { type: 'integer', minimum: -15, maximum: 7 },
    ['-15', '-9', '0', '-0', '7'],
    ['-16', '8', '10', '-20', '-150'],
  ],
  'multipleOf is exact': [
    { type: 'number', multipleOf: 0.01 },
    ['0.29', '1', '-3.10', '0.070'],
    ['0.001', '0.295'],
  ],
  'multipleOf with bounds': [
    { type: 'integer', multipleOf: 7, minimum: 10, maximum: 30 },
    ['14', '21', '28'],
    ['7', '15', '35', '2'],
  ],
  'allOf is merged': [
    {
      allOf: [
        { properties: { a: { type: 'integer' } }, required: ['a'] },
        { properties: { a: { minimum: 3 }, b: { type: 'string' } } },
      ],
      type: 'object',
    },
    ['{"a":3}', '{"a":5,"b":""}'],
    ['{"a":2}', '{}', '{"a":3,"b":1}'],
  ],
  'oneOf excludes what meets two branches': [
    { oneOf: [{ type: 'integer' }, { type: 'number', minimum: 2 }] },
    ['1', '2.5', '-4'],
    ['2', '3', '1.5', '"a"'],
  ],
  'oneOf of tagged objects': [
    {
      oneOf: ['x', 'y'].map((tag) => ({
        type: 'object',
        properties: { tag: { const: tag }, [tag]: { type: 'integer' } },
        required: ['tag', tag],
        additionalProperties: false,
      })),
    },
    ['{"tag":"x","x":1}', '{"tag":"y","y":1}'],
    ['{"tag":"x","y":1}', '{"tag":"z","x":1}', '{"tag":"x"}'],
  ],
  'oneOf of required properties': [
    { type: 'object', oneOf: [{ required: ['a'] }, { required: ['b'] }] },
    ['{"a":1}', '{"b":1}', '{"x":1,"b":1}'],
    ['{"a":1,"b":1}', '{}', '{"b":1,"a":1}'],
  ],
  'oneOf beside the property that tells its branches apart': [
    {
      type: 'object',
      required: ['t'],
      oneOf: [
        { properties: { t: { const: 'x' }, n: { type: 'integer' } } },
        { properties: { t: { const: 'y' }, n: { type: 'string' } } },
      ],
    },
    ['{"t":"x","n":1}', '{"t":"y","n":"1"}', '{"t":"y"}'],
    ['{"t":"x","n":"1"}', '{"t":"z"}', '{"n":1}'],
  ],
  'oneOf of a long list of constants, one of them twice': [
    {
      oneOf: [
        ...Array.from({ length: 300 }, (_, index) => ({ const: `v${index}` })),
        { const: 'v7' },
      ],
    },
    ['"v1"', '"v299"'],
    ['"v7"', '"v300"'],
  ],
  'not of objects': [
    { type: 'object', not: { properties: { a: { type: 'integer' } }, required: ['a'] } },
    ['{}', '{"a":"1"}', '{"b":1}'],
    ['{"a":1}', '{"b":1,"a":2}'],
  ],
  'not of a pattern': [
    { type: 'string', not: { pattern: '^(?:a|b)' } },
    ['""', '"cab"'],
    ['"a"', '"bc"'],
  ],
  'not of items is an item that is not': [
    { type: 'array', not: { items: { type: 'integer' } } },
    ['["a"]', '[1,"a",2]'],
    ['[]', '[1]'],
  ],
  'if, then and else': [
    {
      type: 'object',
      properties: { kind: { type: 'string' }, size: { type: 'integer' } },
      if: { properties: { kind: { const: 'big' } }, required: ['kind'] },
      // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
      then: { required: ['size'], properties: { size: { minimum: 100 } } },
      else: { properties: { size: { maximum: 99 } } },
    },
    ['{"kind":"big","size":100}', '{"kind":"small"}', '{"size":3}'],
    ['{"kind":"big"}', '{"kind":"big","size":3}', '{"kind":"small","size":100}'],
  ],
  'dependentRequired and dependentSchemas': [
    {
      type: 'object',
      dependentRequired: { a: ['b'] },
      dependentSchemas: { c: { properties: { d: { type: 'null' } } } },
    },
    ['{"b":1}', '{"b":1,"a":1}', '{"a":1,"b":1}', '{"c":1,"d":null}', '{"d":1}'],
    ['{"a":1}', '{"c":1,"d":1}'],
  ],
  'unevaluatedProperties sees through combinations': [
    {
      type: 'object',
      properties: { a: true },
      anyOf: [{ properties: { b: { type: 'integer' } }, required: ['b'] }, { required: ['a'] }],
      unevaluatedProperties: false,
    },
    ['{"a":1}', '{"a":1,"b":1}', '{"b":1}'],
    ['{"a":1,"b":"x"}', '{"a":1,"c":1}', '{}'],
  ],
  'unevaluatedItems sees prefixes and contained items': [
    {
      type: 'array',
      prefixItems: [true],
      contains: { type: 'string' },
      unevaluatedItems: { type: 'integer' },
    },
    ['["a"]', '[null,"a",1]', '[null,1,"b"]'],
    ['[null,1]', '[null,"a",null]'],
  ],
  'references with siblings and recursion': [
    {
      $ref: '#/$defs/tree',
      $defs: {
        tree: {
          type: 'object',
          properties: { value: { type: 'integer' }, children: { $ref: '#/$defs/trees' } },
          required: ['value'],
          additionalProperties: false,
        },
        trees: { type: 'array', items: { $ref: '#/$defs/tree' } },
      },
    },
    ['{"value":1}', '{"value":1,"children":[{"value":2,"children":[]}]}'],
    ['{"children":[]}', '{"value":1,"children":[{}]}'],
  ],
  'anchors and embedded ids': [
    {
      $id: 'https://example.com/root',
      properties: { a: { $ref: '#number' }, b: { $ref: 'other' } },
      $defs: {
        x: { $anchor: 'number', type: 'integer' },
        y: { $id: 'other', type: 'string' },
      },
    },
    ['{"a":1,"b":"x"}'],
    ['{"a":"x"}', '{"b":1}'],
  ],
  'draft 4 reads its own keywords': [
    {
      $schema: 'http://json-schema.org/draft-04/schema#',
      type: 'object',
      properties: {
        n: { type: 'number', minimum: 1, exclusiveMinimum: true },
        t: { type: 'array', items: [{ type: 'string' }], additionalItems: false },
      },
      dependencies: { n: ['t'] },
    },
    ['{"n":1.5,"t":["a"]}', '{"t":[]}'],
    ['{"n":1,"t":[]}', '{"n":2}', '{"t":["a",1]}'],
  ],
};

for (const [name, [schema, accepted, refused]] of Object.entries(cases)) {
  test(name, () => {
    const grammar = compileSchema(JSON.stringify(schema));
    expect(accepted.filter((text) => !accepts(grammar, text))).toEqual([]);
    expect(refused.filter((text) => accepts(grammar, text))).toEqual([]);
  });
}
