import { createHash } from 'node:crypto';
import type { Insertion, Row, Statement, Value } from '../sql/operation.ts';

/** A query as PostgreSQL takes it. Its name lets a connection plan it once. */
export interface PostgresQuery {
  readonly name: string;
  readonly text: string;
  readonly values: (Value | readonly Value[])[];
}

interface Prepared {
  readonly name: string;
  readonly text: string;
  readonly names: readonly string[];
}

const LOCKS = { wait: ' for update', skip: ' for update skip locked' };

/** Writes queries; what it has written once it keeps. */
export class SqlText {
  readonly #known = new Map<string, Prepared>();

  statement({ sql, values, lock }: Statement): PostgresQuery {
    const { name, text, names } = this.#prepare(lock ? sql + LOCKS[lock] : sql);
    return { name, text, values: names.map((value) => storable(values[value] ?? null)) };
  }

  /** One query for all rows: each column is an array. */
  insertion({ into, rows, keepsOld }: Insertion): PostgresQuery {
    const columns = Object.keys(rows[0]!);
    const arrays = columns.map((column) => `cast(:${column} as ${arrayType(rows, column)})`);
    const conflict = keepsOld ? ' on conflict do nothing' : '';
    const { name, text, names } = this.#prepare(
      `insert into ${into} (${columns.join(', ')}) select * from unnest(${arrays.join(', ')})${conflict}`,
    );
    const values = names.map((column) => rows.map((row) => storable(row[column] ?? null)));
    return { name, text, values };
  }

  #prepare(sql: string): Prepared {
    const known = this.#known.get(sql);
    if (known) return known;
    const names: string[] = [];
    const text = sql.replace(/:([a-z_]+)/g, (_, name: string) => {
      if (!names.includes(name)) names.push(name);
      return `$${names.indexOf(name) + 1}`;
    });
    const name = createHash('sha256').update(text).digest('base64url');
    const prepared = { name, text, names };
    this.#known.set(sql, prepared);
    return prepared;
  }
}

function arrayType(rows: readonly Row[], column: string): string {
  return rows.some((row) => typeof row[column] === 'number') ? 'bigint[]' : 'text[]';
}

/** PostgreSQL has no character 0 in its texts. JSON escapes it, so this is about ids and names alone. */
function storable(value: Value): Value {
  return typeof value === 'string' ? value.replaceAll('\0', '\ufffd') : value;
}
