import type { SqlDialect, Statement } from '../database.js';
import { newestTimeOf } from '../newest-time.js';
import { type RowEncoding, toAge, toBytes } from '../row-encoding.js';
import type { Reading } from '../store.js';

/**
 * One reading of a list as one transaction: the changes that it shows, its rows, what is no longer listed, the list's
 * state. Each statement looks at the rows as the one before left them, so nothing is decided outside of the database.
 */
export function writeStatements<T>(
  reading: Reading<T>,
  listId: number,
  accountId: number,
  encoding: RowEncoding<T>,
  dialect: SqlDialect,
): readonly Statement[] {
  const { startedAt, readDownTo, isToEnd = readDownTo === -Infinity } = reading;
  const { table } = encoding;
  const isJobs = table === 'jobs';
  const key = [listId, accountId, startedAt];
  const statements: Statement[] = [...stage(reading, encoding, dialect)];
  if (isJobs) {
    statements.push(...dialect.lockChanges.map((sql) => ({ sql, values: [listId] })), { sql: CHANGES, values: key });
  }
  statements.push({ sql: upsert(table), values: key });
  if (isJobs && reading.rows.some(({ value }) => encoding.clustersOf(value).length > 0)) {
    statements.push({ sql: clusterJobs(dialect), values: [listId, accountId] });
  }
  if (readDownTo !== undefined) {
    const reach = toAge(reading.reachesBackTo ?? readDownTo);
    const isReachKnown = reading.reachesBackTo === undefined ? 0 : 1;
    const state = [listId, startedAt, reach, isReachKnown];
    const jobState = [toAge(readDownTo), newestAgeOf(reading), isToEnd ? 1 : 0];
    if (isJobs) statements.push(...forgetUnstarted(listId, accountId, reading));
    statements.push(
      { sql: noLongerListed(table), values: [listId, toAge(isToEnd ? -Infinity : readDownTo), startedAt] },
      isJobs ? { sql: LIST_OF_JOBS_READ, values: [...state, ...jobState] } : { sql: LIST_READ, values: state },
    );
  }
  return statements;
}

function stage<T>({ rows }: Reading<T>, encoding: RowEncoding<T>, { stage: texts }: SqlDialect): Statement[] {
  const isShared = encoding.table === 'jobs';
  const incoming = rows.map(({ identity, time, tiebreaker, value }) => [
    identity,
    toAge(time),
    toBytes(tiebreaker).toString('hex'),
    encoding.statuses.indexOf(encoding.statusOf(value)),
    encoding.isDated(value) ? 1 : 0,
    encoding.labelOf(value),
    isShared ? encoding.clustersOf(value) : [],
    encoding.encode(value),
  ]);
  const json = JSON.stringify(incoming);
  return texts.map((sql) => ({ sql, values: sql.includes('$1') ? [json] : [] }));
}

/**
 * $1 list, $2 account, $3 start of the reading. A job that two lists show is one job: what the other list has already
 * reported, or shows from a later reading, is no change.
 */
const CHANGES = `
INSERT INTO changes
  (at, account_id, list_id, identity, kind, previous_status, status, age, tiebreaker, dated, value)
SELECT $3, $2, $1, i.identity, CASE WHEN j.identity IS NULL THEN 0 ELSE 1 END, j.status, i.status,
  i.age, i.tiebreaker, i.dated, i.value
FROM incoming i
JOIN lists l ON l.id = $1 AND l.reports_changes = 1
LEFT JOIN jobs j ON j.identity = i.identity AND j.list_id = $1
WHERE (j.identity IS NULL OR (j.status <> i.status AND j.seen_at < $3))
  AND NOT EXISTS (
    SELECT 1 FROM jobs o
    WHERE o.identity = i.identity AND o.list_id <> $1 AND o.account_id = $2
      AND (o.status = i.status OR o.seen_at > $3)
  )
ORDER BY i.age DESC, i.tiebreaker DESC`;

function upsert(table: string): string {
  return `
INSERT INTO ${table} (age, tiebreaker, list_id, account_id, identity, status, dated, label, seen_at, gone_at, value)
SELECT i.age, i.tiebreaker, $1, $2, i.identity, i.status, i.dated, i.label, $3, NULL, i.value
FROM incoming i WHERE 1 = 1
ON CONFLICT (identity, list_id) DO UPDATE SET
  age = excluded.age, tiebreaker = excluded.tiebreaker, status = excluded.status, dated = excluded.dated,
  label = excluded.label, seen_at = excluded.seen_at, gone_at = NULL, value = excluded.value
WHERE ${table}.seen_at < excluded.seen_at`;
}

function clusterJobs({ textsOf }: SqlDialect): string {
  return `
INSERT INTO cluster_jobs (account_id, cluster, age, tiebreaker, list_id)
SELECT $2, c.value, i.age, i.tiebreaker, $1
FROM incoming i, ${textsOf('i.clusters')} c WHERE 1 = 1
ON CONFLICT DO NOTHING`;
}

/** The newest row that has started. */
function newestAgeOf({ rows, newestTime = newestTimeOf(rows) }: Pick<Reading<unknown>, 'rows' | 'newestTime'>) {
  return newestTime === null ? null : toAge(newestTime);
}

/**
 * Deletes the jobs that have not started and are no longer listed. A DWS task has no id: its start time identifies it, so it
 * is listed as another job as soon as it starts, and what it was before is no history.
 */
function forgetUnstarted(listId: number, accountId: number, { list, startedAt }: Reading<unknown>): Statement[] {
  const place = [listId, toAge(Infinity)];
  return [
    { sql: 'DELETE FROM jobs WHERE list_id = $1 AND age = $2 AND seen_at < $3', values: [...place, startedAt] },
    {
      sql: `DELETE FROM cluster_jobs
            WHERE list_id = $1 AND age = $2 AND account_id = $3 AND cluster = $4 AND NOT EXISTS (
              SELECT 1 FROM jobs j
              WHERE j.age = cluster_jobs.age AND j.tiebreaker = cluster_jobs.tiebreaker AND j.list_id = cluster_jobs.list_id)`,
      values: [...place, accountId, list.scope],
    },
  ];
}

/** $1 list, $2 the age down to which the list was read, $3 start of the reading. */
function noLongerListed(table: string): string {
  return `
UPDATE ${table} SET gone_at = $3
WHERE list_id = $1 AND age < $2 AND gone_at IS NULL AND seen_at < $3`;
}

/**
 * $1 list, $2 start of the reading, $3 the age down to which the copy is complete; $4 = 0: at least. $5 the age down to
 * which the list was read: open rows below it cannot be reached. $6 the newest row of the reading itself: the store may
 * have newer ones, of a page that was read live, and does not have those between. $7 = 1: it was read to its end.
 */
const LIST_READ = `
UPDATE lists SET read_at = $2, reports_changes = 1, gone_at = NULL,
  reach_age = CASE WHEN $4 = 0 AND read_at > 0 AND reach_age > $3 THEN reach_age ELSE $3 END
WHERE id = $1 AND read_at < $2`;

const LIST_OF_JOBS_READ = `
UPDATE lists SET read_at = $2, reports_changes = 1, gone_at = NULL,
  reach_age = CASE WHEN $4 = 0 AND read_at > 0 AND reach_age > $3 THEN reach_age ELSE $3 END, newest_age = $6,
  end_read_at = CASE WHEN $7 = 1 THEN $2 ELSE end_read_at END, oldest_open_age = (
  SELECT max(age) FROM jobs WHERE list_id = $1 AND gone_at IS NULL AND status IN (0, 1, 4) AND age <= $5
)
WHERE id = $1 AND read_at < $2`;
