import type { SqlDialect } from '../database.js';

export const POSTGRES: SqlDialect = {
  stage: [
    `CREATE TEMP TABLE IF NOT EXISTS incoming (
       identity text PRIMARY KEY, age bigint, tiebreaker bytea, status smallint, dated smallint, label text,
       clusters jsonb, value text
     ) ON COMMIT DELETE ROWS`,
    `INSERT INTO incoming
     SELECT DISTINCT ON (r ->> 0) r ->> 0, (r ->> 1)::bigint, decode(r ->> 2, 'hex'), (r ->> 3)::smallint,
       (r ->> 4)::smallint, r ->> 5, r -> 6, r ->> 7
     FROM jsonb_array_elements($1::jsonb) r`,
  ],
  lockChanges: [
    // Another writer of the list might change a status after it was compared.
    'SELECT 1 FROM lists WHERE id = $1 FOR UPDATE',
    `SELECT pg_advisory_xact_lock(hashtext('jobgraph changes ' || current_schema()))
     FROM lists l WHERE l.id = $1 AND l.reports_changes = 1 AND EXISTS (
       SELECT 1 FROM incoming i LEFT JOIN jobs j ON j.identity = i.identity AND j.list_id = $1
       WHERE j.identity IS NULL OR j.status <> i.status)`,
  ],
  indexedBy: () => '',
  sizeBytes: `SELECT coalesce(sum(pg_total_relation_size(c.oid)), 0)
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname = current_schema() AND c.relkind = 'r'`,
  textsOf: (expression) => `jsonb_array_elements_text(${expression})`,
};
