import { expect, test } from 'vitest';
import { ConstraintError } from '../../src/errors.ts';
import { compileSchema } from './judge.ts';

function errorOf(schema: unknown): ConstraintError {
  try {
    compileSchema(schema);
  } catch (error) {
    if (error instanceof ConstraintError) return error;
    throw error;
  }
  throw new Error('the schema was not refused');
}

test('every keyword that cannot be honoured is named with its place, all at once', () => {
  const error = errorOf({
    type: 'object',
    properties: {
      a: { type: 'string', pattern: '(a)\\1' },
      'b/c': { type: 'array', items: { type: 'string' }, uniqueItems: true },
      d: { $ref: '#/nowhere' },
      e: { format: 'idn-hostname' },
    },
  });
  expect(error.code).toBe('unsupported_grammar');
  expect(error.issues.map(({ pointer, keyword }) => `${pointer} ${keyword}`)).toEqual([
    '/properties/a pattern',
    '/properties/b~1c uniqueItems',
    '/properties/d $ref',
    '/properties/e format',
  ]);
});

test('what is never reached is never refused', () => {
  const schema = { $defs: { unused: { pattern: '(a)\\1' } }, type: 'integer' };
  expect(() => compileSchema(schema)).not.toThrow();
});

test.each([
  [{ type: 'strange' }, 'type'],
  [{ minLength: -1 }, 'minLength'],
  [{ minimum: 'low' }, 'minimum'],
  [{ required: 'a' }, 'required'],
  [{ properties: { a: 7 } }, 'schema'],
])('%j is not a schema', (schema, keyword) => {
  const error = errorOf(schema);
  expect(error.code).toBe('invalid_grammar');
  expect(error.issues.map((issue) => issue.keyword)).toEqual([keyword]);
});

test.each([
  false,
  { type: 'integer', minimum: 2, maximum: 1 },
  { type: 'object', required: ['a'], properties: { a: false } },
  { type: 'array', minItems: 1, items: { type: 'string', enum: [1] } },
  { type: 'string', pattern: '^a$', minLength: 2 },
  { type: 'object', properties: { self: { $ref: '#' } }, required: ['self'] },
  { allOf: [{ type: 'string' }, { type: 'integer' }] },
])('%j is satisfied by nothing', (schema) => {
  expect(errorOf(schema).code).toBe('unsatisfiable_grammar');
});

test('a schema that is only a reference to itself is refused', () => {
  expect(errorOf({ $ref: '#' }).issues).toMatchObject([{ keyword: '$ref' }]);
});

test('an exponential schema is refused within its budget', () => {
  const names = Array.from({ length: 40 }, (_, index) => `p${index}`);
  const anyOf = names.map((name) => ({ required: [name] }));
  const error = errorOf({ type: 'object', allOf: [{ anyOf }, { anyOf }, { anyOf }, { anyOf }] });
  expect(error.code).toBe('grammar_too_complex');
});

test('text that is not JSON is refused', () => {
  expect(errorOf('{"type":').code).toBe('invalid_grammar');
});
