import type { Operation } from './operation.ts';

/** Runs operations. Faults of the database come as `StoreError`, a key that is taken as `TakenIdError`. */
export interface Database {
  /** Changes nothing. Others may write between its statements. */
  read<Result>(operation: () => Operation<Result>): Promise<Result>;
  /** On disk when it resolves. */
  write<Result>(operation: () => Operation<Result>): Promise<Result>;
  /** On disk with the next `write`, and by then in the order of the calls. */
  writeSoon<Result>(operation: () => Operation<Result>): Promise<Result>;
  close(): Promise<void>;
}
