import type { SqlDialect, SqlRow, Statement } from '../database.js';
import { fromAge, toAge } from '../row-encoding.js';
import type { AccountFreshness } from '../store.js';

/** How fresh the copies of some accounts are: one statement for all, which looks at a few entries of an index for each. */
export function freshnessStatement(
  accountIds: readonly number[],
  cutoff: number,
  { textsOf }: Pick<SqlDialect, 'textsOf'>,
): Statement {
  const jobLists = 'FROM lists l WHERE l.account_id = a.id AND l.kind = 1 AND l.gone_at IS NULL';
  return {
    sql: `SELECT a.id, c.read_at,
            (SELECT min(l.read_at) ${jobLists} AND l.read_at >= $2),
            (SELECT min(l.read_at) ${jobLists} AND l.read_at < $2),
            (SELECT min(l.reach_age) ${jobLists})
          FROM accounts a LEFT JOIN lists c ON c.account_id = a.id AND c.kind = 0 AND c.scope = ''
          WHERE a.id IN (SELECT CAST(v.value AS integer) FROM ${textsOf('$1')} v)`,
    values: [JSON.stringify(accountIds.map(String)), cutoff],
  };
}

export function toFreshness([, clustersReadAt, oldest, older, newestReach]: SqlRow): AccountFreshness {
  const isLimited = newestReach !== null && Number(newestReach) < 0 && Number(newestReach) > toAge(Infinity);
  return {
    clustersReadAt: Number(clustersReadAt ?? 0),
    oldestReading: oldest === null || oldest === undefined ? null : Number(oldest),
    hasOlderLists: older !== null,
    completeSince: isLimited ? fromAge(Number(newestReach)) : null,
  };
}
