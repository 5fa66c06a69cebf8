import type { SqlDialect, Statement } from '../database.js';
import { toAge } from '../row-encoding.js';
import { deleteAccounts, STEP } from './maintenance.js';

const DAY_MS = 86_400_000;

const KEY = 'age, tiebreaker, list_id';
const expireWhere = (table: string, condition: string) =>
  `DELETE FROM ${table} WHERE (${KEY}) IN (SELECT ${KEY} FROM ${table} WHERE ${condition} LIMIT ${STEP}) RETURNING 1`;

/** $1: a time. Each deletes a few rows that have not been listed since, and returns a row for each. */
export const EXPIRE_ROWS: readonly string[] = [
  expireWhere('jobs', 'gone_at < $1'),
  // The jobs of a list that is gone are not read again. One list at a time, so that the index by list serves it.
  expireWhere(
    'jobs',
    `list_id = (
       SELECT id FROM lists l
       WHERE l.gone_at < $1 AND EXISTS (SELECT 1 FROM jobs j WHERE j.list_id = l.id) LIMIT 1)`,
  ),
  expireWhere('clusters', 'gone_at < $1'),
  `DELETE FROM cluster_jobs WHERE (account_id, cluster, ${KEY}) IN (
     SELECT account_id, cluster, ${KEY} FROM cluster_jobs c
     WHERE -c.age < $1 AND NOT EXISTS (
       SELECT 1 FROM jobs j WHERE j.age = c.age AND j.tiebreaker = c.tiebreaker AND j.list_id = c.list_id)
     LIMIT ${STEP}) RETURNING 1`,
];

/**
 * What a list no longer reaches at its provider expires. So its copy is complete back to that time only. A day is left
 * out, so that a list is written once a day.
 */
export function shortenReach(goneBefore: number): Statement {
  return {
    sql: 'UPDATE lists SET reach_age = $2 WHERE reach_age > $1 AND reach_age < $3',
    values: [toAge(goneBefore), toAge(goneBefore + DAY_MS), toAge(-Infinity)],
  };
}

/** Notes once a day that accounts are in use. Those of other processes note it themselves. */
export function keepAccounts(used: readonly number[], now: number): readonly Statement[] {
  return used.map((id) => ({
    sql: 'UPDATE accounts SET used_at = $2 WHERE id = $1 AND used_at < $3',
    values: [id, now, now - DAY_MS],
  }));
}

/** Deletes accounts that no process has used since a time, such as one with a former key, and all their rows. */
export function expireAccounts(used: readonly number[], before: number, { textsOf }: SqlDialect): readonly Statement[] {
  const condition = `used_at < $1 AND cast(id AS text) NOT IN (SELECT u.value FROM ${textsOf('$2')} u)`;
  return deleteAccounts(condition).map((sql) => ({ sql, values: [before, JSON.stringify(used.map(String))] }));
}
