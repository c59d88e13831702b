import { StoreError, TakenIdError } from '../store-error.ts';

const SQLITE_CONSTRAINT = 19;

/** The primary result codes (https://sqlite.org/rescode.html) that say something about the file, the disk or who else uses it. */
const UNUSABLE = new Map([
  [3, 'access is denied'],
  [5, 'another process keeps it locked'],
  [7, 'memory is short'],
  [8, 'it is read-only'],
  [10, 'the disk fails'],
  [11, 'it is damaged'],
  [13, 'the disk is full'],
  [14, 'it cannot be opened'],
  [26, 'it is no database'],
]);

/** Turns what SQLite throws into a fault of this package; whatever else is thrown stays as it is. */
export function faultOf(fault: unknown): unknown {
  if (!(fault instanceof Error)) return fault;
  if ('code' in fault && fault.code === 'ERR_INVALID_STATE')
    return new StoreError('the store is closed', { cause: fault });
  if (!('errcode' in fault)) return fault;
  const code = Number(fault.errcode) & 0xff;
  if (code === SQLITE_CONSTRAINT) return new TakenIdError(fault.message, { cause: fault });
  const reason = UNUSABLE.get(code);
  if (!reason) return fault;
  return new StoreError(`the database cannot be used, ${reason}: ${fault.message}`, {
    cause: fault,
  });
}
