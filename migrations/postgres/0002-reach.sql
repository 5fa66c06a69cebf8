-- Finds how far back the lists of an account are known.
CREATE INDEX lists_by_reach ON lists (account_id, kind, reach_age) WHERE gone_at IS NULL;
