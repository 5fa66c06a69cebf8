-- Accounts whose rows the store keeps. `identity` is a keyed hash of provider, region, project and key: a change of any
-- of them is another account.
CREATE TABLE accounts (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  identity TEXT NOT NULL,
  used_at INTEGER NOT NULL,
  UNIQUE (name, identity)
) STRICT;

-- Upstream lists. kind: 0 clusters, 1 jobs. read_at: when the last whole reading began, 0 before the first.
-- reports_changes: rows that a reading writes are changes. gone_at: the provider no longer has this list.
-- reach_age: the age down to which the list was read; 0 before the first whole reading. newest_age:
-- the newest row that had started then, up to which all rows are known. oldest_open_age: the place of the oldest job that had not ended at the last whole reading.
CREATE TABLE lists (
  id INTEGER PRIMARY KEY,
  account_id INTEGER NOT NULL REFERENCES accounts (id),
  kind INTEGER NOT NULL,
  scope TEXT NOT NULL,
  read_at INTEGER NOT NULL DEFAULT 0,
  reports_changes INTEGER NOT NULL DEFAULT 0,
  reach_age INTEGER NOT NULL DEFAULT 0,
  newest_age INTEGER,
  oldest_open_age INTEGER,
  gone_at INTEGER,
  UNIQUE (account_id, kind, scope)
) STRICT;
CREATE INDEX lists_by_reading ON lists (account_id, kind, read_at) WHERE gone_at IS NULL;

-- Rows in the order of all walks. age: minus the creation time in milliseconds. label: the action. dated: the provider
-- gave a creation time. seen_at: when the reading began that wrote the row. gone_at: no longer listed since then.
CREATE TABLE jobs (
  age INTEGER NOT NULL,
  tiebreaker BLOB NOT NULL,
  list_id INTEGER NOT NULL,
  account_id INTEGER NOT NULL,
  identity TEXT NOT NULL,
  status INTEGER NOT NULL,
  dated INTEGER NOT NULL,
  label TEXT,
  seen_at INTEGER NOT NULL,
  gone_at INTEGER,
  value TEXT NOT NULL,
  PRIMARY KEY (age, tiebreaker, list_id)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX jobs_by_identity ON jobs (identity, list_id);
CREATE INDEX jobs_by_account ON jobs (account_id, age, tiebreaker, list_id);
CREATE INDEX jobs_by_status ON jobs (account_id, status, age, tiebreaker, list_id);
CREATE INDEX jobs_by_list ON jobs (list_id, age, tiebreaker);
CREATE INDEX jobs_open ON jobs (list_id, age) WHERE gone_at IS NULL AND status IN (0, 1, 4);
CREATE INDEX jobs_gone ON jobs (gone_at) WHERE gone_at IS NOT NULL;

-- The same for clusters. label: the name in lower case.
CREATE TABLE clusters (
  age INTEGER NOT NULL,
  tiebreaker BLOB NOT NULL,
  list_id INTEGER NOT NULL,
  account_id INTEGER NOT NULL,
  identity TEXT NOT NULL,
  status INTEGER NOT NULL,
  dated INTEGER NOT NULL,
  label TEXT,
  seen_at INTEGER NOT NULL,
  gone_at INTEGER,
  value TEXT NOT NULL,
  PRIMARY KEY (age, tiebreaker, list_id)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX clusters_by_identity ON clusters (identity, list_id);
CREATE INDEX clusters_by_account ON clusters (account_id, age, tiebreaker, list_id);
CREATE INDEX clusters_by_status ON clusters (account_id, status, age, tiebreaker, list_id);
CREATE INDEX clusters_by_list ON clusters (list_id, age, tiebreaker);
CREATE INDEX clusters_gone ON clusters (gone_at) WHERE gone_at IS NOT NULL;

-- Jobs of lists that clusters share, by cluster.
CREATE TABLE cluster_jobs (
  account_id INTEGER NOT NULL,
  cluster TEXT NOT NULL,
  age INTEGER NOT NULL,
  tiebreaker BLOB NOT NULL,
  list_id INTEGER NOT NULL,
  PRIMARY KEY (account_id, cluster, age, tiebreaker, list_id)
) STRICT, WITHOUT ROWID;

-- What readings changed, in commit order. kind: 0 created, 1 status changed.
CREATE TABLE changes (
  sequence INTEGER PRIMARY KEY AUTOINCREMENT,
  at INTEGER NOT NULL,
  account_id INTEGER NOT NULL,
  list_id INTEGER NOT NULL,
  identity TEXT NOT NULL,
  kind INTEGER NOT NULL,
  previous_status INTEGER,
  status INTEGER NOT NULL,
  age INTEGER NOT NULL,
  tiebreaker BLOB NOT NULL,
  dated INTEGER NOT NULL,
  value TEXT NOT NULL
) STRICT;
CREATE INDEX changes_by_time ON changes (at);

CREATE TABLE settings (
  name TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
