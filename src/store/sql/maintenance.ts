import type { Statement } from '../database.js';

/** Rows that one statement deletes: a transaction of a few milliseconds. */
const STEP = 500;

/** $1: a time. Each deletes a few rows, and returns a row for each. */
export const EXPIRE: readonly { readonly sql: string; readonly by: 'gone' | 'changed' }[] = [
  ...['jobs', 'clusters'].map((table) => ({
    by: 'gone' as const,
    sql: `DELETE FROM ${table} WHERE (age, tiebreaker, list_id) IN (
            SELECT age, tiebreaker, list_id FROM ${table} WHERE gone_at < $1 LIMIT ${STEP}) RETURNING 1`,
  })),
  {
    by: 'gone',
    sql: `DELETE FROM cluster_jobs WHERE (account_id, cluster, age, tiebreaker, list_id) IN (
            SELECT account_id, cluster, age, tiebreaker, list_id FROM cluster_jobs c
            WHERE -c.age < $1 AND NOT EXISTS (
              SELECT 1 FROM jobs j WHERE j.age = c.age AND j.tiebreaker = c.tiebreaker AND j.list_id = c.list_id)
            LIMIT ${STEP}) RETURNING 1`,
  },
  {
    by: 'changed',
    sql: `DELETE FROM changes WHERE sequence IN (SELECT sequence FROM changes WHERE at < $1 LIMIT ${STEP}) RETURNING 1`,
  },
];

/** Deletes all rows of an account's name, a few at a time, each statement until it deletes none. */
export function forgetStatements(account: string): readonly Statement[] {
  const ids = 'SELECT id FROM accounts WHERE name = $1';
  const rows = (table: string, key: string) =>
    `DELETE FROM ${table} WHERE (${key}) IN (
       SELECT ${key} FROM ${table} WHERE account_id IN (${ids}) LIMIT ${STEP}) RETURNING 1`;
  return [
    rows('changes', 'sequence'),
    rows('cluster_jobs', 'account_id, cluster, age, tiebreaker, list_id'),
    rows('jobs', 'age, tiebreaker, list_id'),
    rows('clusters', 'age, tiebreaker, list_id'),
    rows('lists', 'id'),
    'DELETE FROM accounts WHERE name = $1 RETURNING 1',
  ].map((sql) => ({ sql, values: [account] }));
}
