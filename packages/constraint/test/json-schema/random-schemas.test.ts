import { expect, test } from 'vitest';
import { ConstraintError } from '../../src/errors.ts';
import type { Grammar } from '../../src/matcher.ts';
import { accepts, compileSchema } from './judge.ts';
import { RandomSchemas, randomNumbers } from './random-schemas.ts';
import { isValid } from './reference-validator.ts';

const SCHEMAS = Number(process.env['RANDOM_SCHEMAS'] ?? 250);
const VALUES = 40;

/** `undefined` when nothing satisfies the schema, or when it is refused by name. */
function compiled(schema: unknown): Grammar | 'unsatisfiable' | 'refused' {
  try {
    return compileSchema(schema, { propertyOrder: 'free', whitespace: { kind: 'compact' } });
  } catch (error) {
    if (!(error instanceof ConstraintError)) throw error;
    return error.code === 'unsatisfiable_grammar' ? 'unsatisfiable' : 'refused';
  }
}

test('random schemas accept what is valid, and nothing else', () => {
  const random = randomNumbers(Number(process.env['RANDOM_SEED'] ?? 4));
  const source = new RandomSchemas(random);
  let refused = 0;
  for (let count = 0; count < SCHEMAS; count++) {
    const schema = source.schema(2);
    const grammar = compiled(schema);
    if (grammar === 'refused') refused++;
    for (let index = 0; index < VALUES; index++) {
      const value = source.value(2);
      if (grammar === 'refused') continue;
      const text = JSON.stringify(value);
      const accepted = grammar !== 'unsatisfiable' && accepts(grammar, text);
      if (accepted !== isValid(schema, value)) {
        expect.fail(`${accepted ? 'accepts' : 'rejects'} ${text} by ${JSON.stringify(schema)}`);
      }
    }
  }
  expect(refused / SCHEMAS).toBeLessThan(0.02);
}, 60_000);
