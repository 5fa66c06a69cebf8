import type { SqlDialect, Statement } from '../database.js';
import type { Reading } from '../store.js';

/**
 * The job lists of an account whose clusters were read whole. Lists of clusters that are new since the last reading
 * report their rows as changes; those of the first reading do not. Lists that are gone are no longer read.
 */
export function jobListStatements(
  { startedAt }: Reading<unknown>,
  scopes: readonly string[],
  clusterListId: number,
  accountId: number,
  { textsOf }: SqlDialect,
): readonly Statement[] {
  const json = JSON.stringify(scopes);
  return [
    {
      sql: `INSERT INTO lists (account_id, kind, scope, reports_changes)
            SELECT $1, 1, s.value, CASE WHEN l.read_at > 0 THEN 1 ELSE 0 END
            FROM lists l, ${textsOf('$3')} s WHERE l.id = $2
            ON CONFLICT (account_id, kind, scope) DO UPDATE SET gone_at = NULL WHERE lists.gone_at IS NOT NULL`,
      values: [accountId, clusterListId, json],
    },
    {
      sql: `UPDATE lists SET gone_at = $2
            WHERE account_id = $1 AND kind = 1 AND gone_at IS NULL
              AND scope NOT IN (SELECT s.value FROM ${textsOf('$3')} s)
              AND EXISTS (SELECT 1 FROM lists l WHERE l.id = $4 AND l.read_at < $2)`,
      values: [accountId, startedAt, json, clusterListId],
    },
  ];
}
