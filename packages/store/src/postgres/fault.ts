import pg from 'pg';
import { StoreError, TakenIdError } from '../store-error.ts';

// https://www.postgresql.org/docs/current/errcodes-appendix.html
const UNIQUE_VIOLATION = '23505';

/** The server is stopping, starting or overrun, or two transactions waited for each other. */
const PASSING = new Set(['40001', '40P01', '53300', '57P01', '57P02', '57P03']);

/** Connection, authorisation, unknown database, resources, operator, system and internal faults; a read-only server. */
const UNUSABLE = /^(08|28|3D|53|57|58|XX|25006)/;

/** Whether trying again may help: the server has not said what it thinks, or that it is only now that it cannot. */
export function isPassing(fault: unknown): boolean {
  if (fault instanceof pg.DatabaseError)
    return PASSING.has(fault.code ?? '') || /^08/.test(fault.code ?? '');
  return isConnectionFault(fault);
}

/** Whether the connection broke, so that nobody knows how far the server got. */
export function isConnectionFault(fault: unknown): boolean {
  if (!(fault instanceof Error)) return false;
  if (fault instanceof pg.DatabaseError) return /^(08|57P)/.test(fault.code ?? '');
  if (
    'code' in fault &&
    /^E(CONN|PIPE|TIMEDOUT|HOSTUNREACH|NETUNREACH|NOENT)/.test(String(fault.code))
  )
    return true;
  // What `pg` itself throws has no code.
  return /^Connection terminated|timeout|not queryable|Client was closed/.test(fault.message);
}

/** Turns what `pg` throws into a fault of this package; whatever else is thrown stays as it is. */
export function faultOf(fault: unknown): unknown {
  if (!(fault instanceof Error)) return fault;
  if (fault instanceof pg.DatabaseError) {
    const { code = '' } = fault;
    if (code === UNIQUE_VIOLATION) return new TakenIdError(fault.message, { cause: fault });
    return UNUSABLE.test(code) ? unusable(fault) : fault;
  }
  if (/after calling end on the pool/.test(fault.message))
    return new StoreError('the store is closed', { cause: fault });
  const isOfSystem = 'code' in fault && 'syscall' in fault;
  return isOfSystem || isConnectionFault(fault) ? unusable(fault) : fault;
}

function unusable(fault: Error): StoreError {
  return new StoreError(`the PostgreSQL database cannot be used: ${messageOf(fault)}`, {
    cause: fault,
  });
}

/** A host with several addresses gives one fault for each, and no message for all. */
function messageOf(fault: Error): string {
  if (!(fault instanceof AggregateError)) return fault.message;
  return fault.errors
    .map((each) => (each instanceof Error ? each.message : String(each)))
    .join('; ');
}
