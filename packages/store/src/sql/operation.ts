export type Value = string | number | null;
export type Row = Readonly<Record<string, Value>>;

/** Reads or changes rows. SQL that SQLite and PostgreSQL have in common, with `:name` for its values. */
export interface Statement {
  readonly sql: string;
  readonly values: Row;
  /** Keeps others from changing what it reads until the end of the operation; `skip` passes over what they hold already. */
  readonly lock?: 'wait' | 'skip';
}

/** Adds rows that have the same columns. */
export interface Insertion {
  readonly into: string;
  readonly rows: readonly Row[];
  /** Leaves out a row whose key is taken. Otherwise it is a `TakenIdError`. */
  readonly keepsOld?: boolean;
}

/**
 * What a store does in one transaction, written once for all databases: each statement that it yields is run, and it goes on with
 * the rows. SQLite runs it in one go, PostgreSQL waits in between. It may be run again from the start, so it changes nothing itself.
 */
export type Operation<Result> = Generator<Statement | Insertion, Result, readonly Row[]>;

export function* query(sql: string, values: Row): Operation<readonly Row[]> {
  return yield { sql, values };
}

/** The one row that there can be. */
export function* find(sql: string, values: Row): Operation<Row | undefined> {
  const [row] = yield { sql, values };
  return row;
}

/** As `find`, and nobody else changes the row until the end. */
export function* findLocked(
  sql: string,
  values: Row,
  lock: 'wait' | 'skip' = 'wait',
): Operation<Row | undefined> {
  const [row] = yield { sql, values, lock };
  return row;
}

export function* insert(
  into: string,
  rows: readonly Row[],
  options: Pick<Insertion, 'keepsOld'> = {},
): Operation<void> {
  if (rows.length > 0) yield { into, rows, ...options };
}
