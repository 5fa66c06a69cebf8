import type { Statement } from '../database.js';

/** Rows that one statement deletes: a transaction of a few milliseconds. */
export const STEP = 500;

const EXPIRED = 'changes_expired';

/** The sequence number of the newest change that has expired, as text. */
export const CHANGES_EXPIRED = `SELECT value FROM settings WHERE name = '${EXPIRED}'`;

/**
 * Deletes a few changes that are older than a time, always the first ones in the order of their numbers, so that the
 * newest deleted number shows which cursors have lost changes. Returns a row for each from the second statement.
 */
export function expireChanges(before: number): readonly Statement[] {
  const first = `SELECT sequence, at FROM changes ORDER BY sequence LIMIT ${STEP}`;
  return [
    {
      sql: `INSERT INTO settings (name, value)
            SELECT '${EXPIRED}', cast(max(f.sequence) AS text) FROM (${first}) f
            WHERE f.sequence < coalesce((SELECT min(k.sequence) FROM (${first}) k WHERE k.at >= $1), ${Number.MAX_SAFE_INTEGER})
            HAVING max(f.sequence) IS NOT NULL
            ON CONFLICT (name) DO UPDATE SET value = excluded.value`,
      values: [before],
    },
    {
      sql: `DELETE FROM changes WHERE sequence <= (
              SELECT cast(value AS bigint) FROM settings WHERE name = '${EXPIRED}') RETURNING 1`,
      values: [],
    },
  ];
}

/** Deletes all rows of an account's name, a few at a time, each statement until it deletes none. */
export function forgetStatements(account: string): readonly Statement[] {
  return deleteAccounts('name = $1').map((sql) => ({ sql, values: [account] }));
}

/** In this order, each until it deletes nothing: they delete the accounts of a condition with all that belongs to them. */
export function deleteAccounts(condition: string): readonly string[] {
  const ids = `SELECT id FROM accounts WHERE ${condition}`;
  const rows = (table: string, key: string) =>
    `DELETE FROM ${table} WHERE (${key}) IN (
       SELECT ${key} FROM ${table} WHERE account_id IN (${ids}) LIMIT ${STEP}) RETURNING 1`;
  return [
    rows('changes', 'sequence'),
    rows('cluster_jobs', 'account_id, cluster, age, tiebreaker, list_id'),
    rows('jobs', 'age, tiebreaker, list_id'),
    rows('clusters', 'age, tiebreaker, list_id'),
    rows('lists', 'id'),
    `DELETE FROM accounts WHERE ${condition} RETURNING 1`,
  ];
}
