-- What replicas share to act as one towards a provider. Times are the database's. `account` and `credential` are keyed
-- hashes.

-- The replicas that run. seen_at: the last sign of life. is_reader: it reads in the background; a command does not.
CREATE TABLE replicas (
  replica text PRIMARY KEY,
  seen_at timestamptz NOT NULL,
  is_reader boolean NOT NULL
);

-- One token bucket for each account. level: calls that no replica has leased, as of level_at; below zero: calls that were
-- leased ahead of time. paused_until: the end of the provider's Retry-After.
CREATE TABLE budgets (
  account text PRIMARY KEY,
  level double precision NOT NULL,
  level_at timestamptz NOT NULL,
  paused_until timestamptz NOT NULL DEFAULT 'epoch'
);

-- What each connection of a replica has of a budget. calls: leased and neither known to be used nor returned. until: the replica uses none
-- of them later.
CREATE TABLE leases (
  account text NOT NULL,
  replica text NOT NULL,
  requests double precision NOT NULL,
  per_seconds double precision NOT NULL,
  calls double precision NOT NULL,
  until timestamptz NOT NULL,
  PRIMARY KEY (account, replica)
);

-- Access keys and users whose credentials some replica has not seen accepted. rejections: in a row. holder: the replica
-- that may try, with at most `allowed` rejections, until held_until.
CREATE TABLE credential_trials (
  credential text PRIMARY KEY,
  rejections integer NOT NULL DEFAULT 0,
  holder text,
  allowed integer NOT NULL DEFAULT 0,
  held_until timestamptz NOT NULL DEFAULT 'epoch',
  silenced_until timestamptz NOT NULL DEFAULT 'epoch'
);

-- The replica that reads an account's lists in the background.
CREATE TABLE account_readers (
  account text PRIMARY KEY,
  replica text NOT NULL,
  until timestamptz NOT NULL
);

-- Settles what a replica had leased and leases more. p_requests null: no rate is configured, only a pause is shared.
-- p_held: leased calls that it still has. p_back: leased calls that it returns unused. p_need: calls that wait, which are
-- leased up to p_ahead seconds before they may be made. p_spare: calls that do not wait yet. p_alone: calls made without a
-- lease while the database could not be reached. p_pause: seconds of a Retry-After.
-- granted: calls leased, `at_once` of which may be made at once. first_wait, wait_step: seconds until the first of the
-- others, and between two of them. next_wait: seconds until a call that was not granted could be made at the earliest.
--
-- Invariant: level + all leased calls <= capacity, and only time adds to that sum. So no window of w seconds has more than
-- capacity + w * refill calls, whenever within its lease each call is made.
CREATE FUNCTION lease_calls(
  p_account text, p_replica text, p_requests double precision, p_per_seconds double precision, p_held double precision,
  p_back double precision, p_need double precision, p_ahead double precision, p_spare double precision,
  p_alone double precision, p_pause double precision,
  OUT granted double precision, OUT at_once double precision, OUT first_wait double precision,
  OUT wait_step double precision, OUT next_wait double precision, OUT pause double precision,
  OUT budget_left double precision
) LANGUAGE plpgsql AS $function$
DECLARE
  t timestamptz;
  budget budgets%ROWTYPE;
  own double precision;
  capacity double precision;
  refill double precision;
  leased double precision;
  replica_count integer;
  free double precision;
  spare double precision;
BEGIN
  INSERT INTO budgets (account, level, level_at) VALUES (p_account, coalesce(p_requests, 0), clock_timestamp())
  ON CONFLICT DO NOTHING;
  SELECT * INTO budget FROM budgets b WHERE b.account = p_account FOR UPDATE;
  -- The clock is read under the lock, and never goes back.
  t := greatest(clock_timestamp(), budget.level_at);
  IF p_pause > 0 AND t + p_pause * interval '1 second' > budget.paused_until THEN
    budget.paused_until := t + p_pause * interval '1 second';
    UPDATE budgets b SET paused_until = budget.paused_until WHERE b.account = p_account;
    PERFORM pg_notify('jobgraph_replicas', json_build_object('pause', p_account, 'seconds', p_pause)::text);
  END IF;
  pause := greatest(0, extract(epoch FROM budget.paused_until - t));
  granted := 0;
  at_once := 0;
  IF p_requests IS NULL THEN RETURN; END IF;

  SELECT l.calls INTO own FROM leases l WHERE l.account = p_account AND l.replica = p_replica;
  own := coalesce(own, 0);
  INSERT INTO leases AS l (account, replica, requests, per_seconds, calls, until)
  VALUES (p_account, p_replica, p_requests, p_per_seconds, 0, t)
  ON CONFLICT (account, replica) DO UPDATE SET requests = p_requests, per_seconds = p_per_seconds;
  SELECT min(l.requests), min(l.requests / l.per_seconds), sum(l.calls), count(*)
  INTO capacity, refill, leased, replica_count FROM leases l WHERE l.account = p_account;
  -- Calls that ended unused count as used at this moment, because they may have been.
  free := least(capacity - leased, budget.level + refill * extract(epoch FROM t - budget.level_at));
  DELETE FROM leases l WHERE l.account = p_account AND l.until < t AND l.replica <> p_replica;
  free := free + least(p_back, greatest(own - p_held, 0));
  free := greatest(free - p_alone, least(free, 0));

  granted := greatest(0, least(p_need, floor(free + refill * p_ahead)));
  spare := greatest(0, least(p_spare, floor((free - granted) / (2 * replica_count))));
  granted := granted + spare;
  at_once := least(granted, floor(greatest(free, 0)));
  first_wait := (1 + at_once - free) / refill;
  wait_step := 1 / refill;
  free := free - granted;
  next_wait := greatest(0, (1 - free) / refill);
  budget_left := greatest(0, free / capacity);
  UPDATE budgets b SET level = free, level_at = t WHERE b.account = p_account;
  UPDATE leases l SET calls = p_held + granted, until = t + interval '5 seconds'
    + greatest(0, -free / refill) * interval '1 second'
  WHERE l.account = p_account AND l.replica = p_replica;
END $function$;

-- The rest of a credential after rejections, in seconds. More than five in a row lock it for five minutes.
CREATE FUNCTION silence_seconds(rejections integer) RETURNS interval LANGUAGE sql IMMUTABLE AS $function$
  SELECT CASE WHEN rejections >= 5 THEN interval '360 seconds' ELSE interval '60 seconds' END
$function$;

-- Lets one replica at a time try a credential. p_most: rejections after which the credential rests. p_is_new: the secret
-- was replaced since it was rejected. allowed: how many rejections this replica may cause now; 0: none, ask again in
-- `wait` seconds. They count as rejections until the trial has ended, also where its replica is killed.
CREATE FUNCTION begin_trial(
  p_credential text, p_replica text, p_most integer, p_is_new boolean,
  OUT allowed integer, OUT wait double precision, OUT is_silenced boolean
) LANGUAGE plpgsql AS $function$
DECLARE
  t timestamptz;
  trial credential_trials%ROWTYPE;
BEGIN
  INSERT INTO credential_trials AS c (credential) VALUES (p_credential)
  ON CONFLICT (credential) DO UPDATE SET credential = excluded.credential RETURNING * INTO trial;
  t := clock_timestamp();
  IF trial.holder IS NOT NULL AND trial.held_until < t THEN
    trial.holder := NULL;
    trial.rejections := trial.rejections + trial.allowed;
    IF trial.rejections >= p_most THEN
      trial.silenced_until := greatest(trial.silenced_until, t + silence_seconds(trial.rejections));
    END IF;
  END IF;
  is_silenced := trial.silenced_until > t AND NOT (p_is_new AND trial.rejections < 5);
  allowed := 0;
  IF is_silenced THEN
    wait := extract(epoch FROM trial.silenced_until - t);
  ELSIF trial.holder IS NOT NULL AND trial.holder <> p_replica THEN
    wait := extract(epoch FROM trial.held_until - t);
  ELSE
    wait := 0;
    allowed := greatest(1, p_most - trial.rejections);
    trial.holder := p_replica;
    trial.allowed := allowed;
    trial.held_until := t + interval '15 seconds';
  END IF;
  UPDATE credential_trials c
  SET rejections = trial.rejections, holder = trial.holder, allowed = trial.allowed, held_until = trial.held_until,
    silenced_until = trial.silenced_until
  WHERE c.credential = p_credential;
END $function$;

-- Reports what a replica has learned of a credential, and ends its trial if it holds one. p_most: as above, or more where
-- the rejections have a reason that is gone. p_is_outage: a rejection while the database could not be reached, when other
-- replicas may have caused one too.
CREATE FUNCTION end_trial(
  p_credential text, p_replica text, p_rejected integer, p_is_accepted boolean, p_most integer, p_is_outage boolean
) RETURNS void LANGUAGE plpgsql AS $function$
DECLARE
  trial credential_trials%ROWTYPE;
BEGIN
  INSERT INTO credential_trials AS c (credential) VALUES (p_credential)
  ON CONFLICT (credential) DO UPDATE SET credential = excluded.credential RETURNING * INTO trial;
  IF trial.holder = p_replica THEN trial.holder := NULL; END IF;
  trial.rejections := p_rejected + CASE WHEN p_is_accepted THEN 0 ELSE trial.rejections END;
  IF p_rejected > 0 AND (trial.rejections >= p_most OR p_is_outage) THEN
    trial.silenced_until := clock_timestamp() + silence_seconds(trial.rejections);
  ELSIF p_is_accepted THEN
    trial.silenced_until := 'epoch';
  END IF;
  UPDATE credential_trials c
  SET rejections = trial.rejections, holder = trial.holder, silenced_until = trial.silenced_until
  WHERE c.credential = p_credential;
  PERFORM pg_notify('jobgraph_replicas',
    json_build_object('trial', p_credential, 'rejected', p_rejected > 0, 'replica', p_replica)::text);
END $function$;

-- A replica's sign of life. It takes the accounts in p_claims that nobody reads, keeps those that it reads, and gives up
-- those in p_releases. replica_ids: the replicas that run; reader_ids: those that read in the background. readings: the
-- accounts whose lists this replica reads.
CREATE FUNCTION beat(
  p_replica text, p_is_reader boolean, p_claims text[], p_releases text[],
  OUT replica_ids text[], OUT reader_ids text[], OUT readings text[]
) LANGUAGE plpgsql AS $function$
DECLARE
  t timestamptz := clock_timestamp();
BEGIN
  INSERT INTO replicas AS r (replica, seen_at, is_reader) VALUES (p_replica, t, p_is_reader)
  ON CONFLICT (replica) DO UPDATE SET seen_at = t;
  DELETE FROM replicas WHERE replica IN (
    SELECT r.replica FROM replicas r WHERE r.seen_at < t - interval '5 seconds' FOR UPDATE SKIP LOCKED);
  UPDATE credential_trials SET held_until = t + interval '15 seconds' WHERE holder = p_replica;
  -- Temporary keys come and go.
  DELETE FROM credential_trials WHERE credential IN (
    SELECT c.credential FROM credential_trials c
    WHERE c.rejections = 0 AND c.holder IS NULL AND c.held_until < t - interval '1 hour' FOR UPDATE SKIP LOCKED);
  DELETE FROM account_readers WHERE replica = p_replica AND account = ANY (p_releases);
  INSERT INTO account_readers AS a (account, replica, until)
  SELECT claim, p_replica, t + interval '10 seconds' FROM unnest(p_claims) claim ORDER BY claim
  ON CONFLICT (account) DO UPDATE SET replica = excluded.replica, until = excluded.until
  WHERE a.replica = excluded.replica OR a.until < t;
  replica_ids := ARRAY(SELECT r.replica FROM replicas r ORDER BY r.replica);
  reader_ids := ARRAY(SELECT r.replica FROM replicas r WHERE r.is_reader ORDER BY r.replica);
  readings := ARRAY(SELECT a.account FROM account_readers a WHERE a.replica = p_replica);
END $function$;

-- A replica ends: nothing waits for what it has.
CREATE FUNCTION leave(p_replica text) RETURNS void LANGUAGE plpgsql AS $function$
BEGIN
  DELETE FROM replicas WHERE replica = p_replica;
  DELETE FROM account_readers WHERE replica = p_replica;
  -- A replica leases under another name for each connection.
  DELETE FROM leases WHERE split_part(replica, '/', 1) = p_replica AND calls = 0;
END $function$;
