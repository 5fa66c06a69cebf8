-- Accounts whose rows the store keeps. `identity` is a keyed hash of provider, region, project and key: a change of any
-- of them is another account.
CREATE TABLE accounts (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  name text NOT NULL,
  identity text NOT NULL,
  used_at bigint NOT NULL,
  UNIQUE (name, identity)
);

-- Upstream lists. kind: 0 clusters, 1 jobs. read_at: when the last whole reading began, 0 before the first.
-- reports_changes: rows that a reading writes are changes. gone_at: the provider no longer has this list.
-- reach_age: the age down to which the list was read; 0 before the first whole reading. newest_age:
-- the newest row that had started then, up to which all rows are known. oldest_open_age: the place of the oldest job that had not ended at the last whole reading.
CREATE TABLE lists (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  account_id integer NOT NULL REFERENCES accounts (id),
  kind smallint NOT NULL,
  scope text NOT NULL,
  read_at bigint NOT NULL DEFAULT 0,
  reports_changes smallint NOT NULL DEFAULT 0,
  reach_age bigint NOT NULL DEFAULT 0,
  newest_age bigint,
  oldest_open_age bigint,
  gone_at bigint,
  UNIQUE (account_id, kind, scope)
);
CREATE INDEX lists_by_reading ON lists (account_id, kind, read_at) WHERE gone_at IS NULL;

-- Rows in the order of all walks. age: minus the creation time in milliseconds. label: the action. dated: the provider
-- gave a creation time. seen_at: when the reading began that wrote the row. gone_at: no longer listed since then.
CREATE TABLE jobs (
  age bigint NOT NULL,
  tiebreaker bytea NOT NULL,
  list_id integer NOT NULL,
  account_id integer NOT NULL,
  identity text NOT NULL,
  status smallint NOT NULL,
  dated smallint NOT NULL,
  label text,
  seen_at bigint NOT NULL,
  gone_at bigint,
  value text NOT NULL,
  PRIMARY KEY (age, tiebreaker, list_id)
);
CREATE UNIQUE INDEX jobs_by_identity ON jobs (identity, list_id);
CREATE INDEX jobs_by_account ON jobs (account_id, age, tiebreaker, list_id);
CREATE INDEX jobs_by_status ON jobs (account_id, status, age, tiebreaker, list_id);
CREATE INDEX jobs_by_list ON jobs (list_id, age, tiebreaker);
CREATE INDEX jobs_open ON jobs (list_id, age) WHERE gone_at IS NULL AND status IN (0, 1, 4);
CREATE INDEX jobs_gone ON jobs (gone_at) WHERE gone_at IS NOT NULL;

-- The same for clusters. label: the name in lower case.
CREATE TABLE clusters (
  age bigint NOT NULL,
  tiebreaker bytea NOT NULL,
  list_id integer NOT NULL,
  account_id integer NOT NULL,
  identity text NOT NULL,
  status smallint NOT NULL,
  dated smallint NOT NULL,
  label text,
  seen_at bigint NOT NULL,
  gone_at bigint,
  value text NOT NULL,
  PRIMARY KEY (age, tiebreaker, list_id)
);
CREATE UNIQUE INDEX clusters_by_identity ON clusters (identity, list_id);
CREATE INDEX clusters_by_account ON clusters (account_id, age, tiebreaker, list_id);
CREATE INDEX clusters_by_status ON clusters (account_id, status, age, tiebreaker, list_id);
CREATE INDEX clusters_by_list ON clusters (list_id, age, tiebreaker);
CREATE INDEX clusters_gone ON clusters (gone_at) WHERE gone_at IS NOT NULL;

-- Jobs of lists that clusters share, by cluster.
CREATE TABLE cluster_jobs (
  account_id integer NOT NULL,
  cluster text NOT NULL,
  age bigint NOT NULL,
  tiebreaker bytea NOT NULL,
  list_id integer NOT NULL,
  PRIMARY KEY (account_id, cluster, age, tiebreaker, list_id)
);

-- What readings changed, in commit order. kind: 0 created, 1 status changed.
CREATE TABLE changes (
  sequence bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  at bigint NOT NULL,
  account_id integer NOT NULL,
  list_id integer NOT NULL,
  identity text NOT NULL,
  kind smallint NOT NULL,
  previous_status smallint,
  status smallint NOT NULL,
  age bigint NOT NULL,
  tiebreaker bytea NOT NULL,
  dated smallint NOT NULL,
  value text NOT NULL
);
CREATE INDEX changes_by_time ON changes (at);

CREATE TABLE settings (
  name text PRIMARY KEY,
  value text NOT NULL
);
