-- When the last reading of a list began that reached its end, or the last row that the provider lets be read. Lists of
-- an older file were read to their ends at an unknown time, and are read to their ends again in a month.
ALTER TABLE lists ADD COLUMN end_read_at INTEGER NOT NULL DEFAULT 0;
UPDATE lists SET end_read_at = read_at;
