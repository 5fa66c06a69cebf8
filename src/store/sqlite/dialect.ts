import type { SqlDialect } from '../database.js';

export const SQLITE: SqlDialect = {
  stage: [
    `CREATE TEMP TABLE IF NOT EXISTS incoming (
       identity TEXT PRIMARY KEY, age INTEGER, tiebreaker BLOB, status INTEGER, dated INTEGER, label TEXT,
       clusters TEXT, value TEXT
     )`,
    'DELETE FROM incoming',
    `INSERT OR REPLACE INTO incoming
     SELECT value ->> 0, value ->> 1, unhex(value ->> 2), value ->> 3, value ->> 4, value ->> 5, value -> 6, value ->> 7
     FROM json_each($1)`,
  ],
  // A file has one writer at a time.
  lockChanges: [],
  // Without statistics the planner prefers an index with fewer columns, and filters its rows.
  indexedBy: (index) => ` INDEXED BY ${index}`,
  sizeBytes: 'SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()',
  textsOf: (expression) => `json_each(${expression})`,
};
