import { randomBytes } from 'node:crypto';
import { find, insert, type Operation } from './operation.ts';

const SECRET_BYTES = 32;

export function* findOrMakeSecret(name: string): Operation<Uint8Array> {
  const value = randomBytes(SECRET_BYTES).toString('base64');
  yield* insert('secret', [{ name, value }], { keepsOld: true });
  const row = yield* find('select value from secret where name = :name', { name });
  return new Uint8Array(Buffer.from(String(row!.value), 'base64'));
}
