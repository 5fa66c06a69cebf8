import type { SqlValue } from '../database.js';

export interface SqliteText {
  readonly sql: string;
  /** The values that the statement binds, from those of `$1`, `$2`, … */
  readonly bind: (values: readonly SqlValue[]) => SqlValue[];
}

/** Writes `$1`, `$2`, … as `?`. Node 22.19 cannot bind numbered parameters (`?1`) by position. */
export function toSqliteText(sql: string): SqliteText {
  const order: number[] = [];
  const text = sql.replace(/\$(\d+)/g, (_, number: string) => {
    order.push(Number(number) - 1);
    return '?';
  });
  return { sql: text, bind: (values) => order.map((index) => values[index] ?? null) };
}
