import { randomBytes } from 'node:crypto';
import { insert, type Operation, query } from './operation.ts';

const SECRET_BYTES = 32;

/** The newest first; the first of all is made here. */
export function* findOrMakeSecrets(name: string): Operation<readonly Uint8Array[]> {
  yield* addSecret(name, 1);
  const rows = yield* query('select value from secret where name = :name order by number desc', {
    name,
  });
  return rows.map(({ value }) => new Uint8Array(Buffer.from(String(value), 'base64')));
}

/** Two at once make one: each saw the same newest. */
export function* renewSecret(name: string): Operation<readonly Uint8Array[]> {
  const known = yield* findOrMakeSecrets(name);
  yield* addSecret(name, known.length + 1);
  return yield* findOrMakeSecrets(name);
}

function addSecret(name: string, number: number): Operation<void> {
  const value = randomBytes(SECRET_BYTES).toString('base64');
  return insert('secret', [{ name, number, value }], { keepsOld: true });
}
