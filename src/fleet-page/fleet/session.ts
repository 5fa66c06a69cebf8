import type { Endpoint } from '../endpoint/endpoint.js';
import { EndpointError, toProblem } from '../endpoint/problem.js';
import { FleetAccountsDocument, type FleetJobFilter } from '../generated/graphql.js';
import { followChanges } from './follow-changes.js';
import { isOpen, type Job } from './job.js';
import { load, readOpenJobs } from './load.js';
import { sleep } from './sleep.js';
import { type FleetState, INITIAL } from './state.js';
import { untilVisible } from './until-visible.js';

/** Progress, the age of the data and unavailable sources are in no change, so they are read again. */
const REFRESH_MS = 15_000;
/** How often everything is read again: without changes, and with them, as a safeguard. */
const POLL_MS = 60_000;
const RELOAD_MS = 300_000;
const RETRY_MS = 5_000;
/** The first reading does not wait longer for the subscription. */
const SUBSCRIBE_MS = 2_000;
/** Changes that arrive together are shown together. */
const SHOW_AFTER_MS = 100;

export interface SessionOptions {
  readonly endpoint: Endpoint;
  readonly filter: FleetJobFilter;
  readonly rangeMs: number;
  readonly onState: (state: FleetState) => void;
}

/** Loads the fleet and keeps it up to date. Returns a function that ends it. */
export function startSession({ endpoint, filter, rangeMs, onState }: SessionOptions): () => void {
  const ending = new AbortController();
  const { signal } = ending;
  let state: FleetState = INITIAL;
  let showing: ReturnType<typeof setTimeout> | undefined;
  const { promise: subscribed, resolve: setSubscribed } = Promise.withResolvers<undefined>();
  /** Changed jobs with the time of arrival. They are newer than readings that began earlier. */
  let changed: { readonly job: Job; readonly atMs: number }[] = [];

  const update = (part: Partial<FleetState>) => {
    if (signal.aborted) return;
    state = { ...state, ...part };
    showing ??= setTimeout(() => {
      showing = undefined;
      if (!signal.aborted) onState(state);
    }, SHOW_AFTER_MS);
  };

  const withChanges = (jobs: Iterable<Job>, beganMs: number): ReadonlyMap<string, Job> => {
    changed = changed.filter(({ atMs }) => atMs >= beganMs - RELOAD_MS);
    const newer = changed.filter(({ atMs }) => atMs >= beganMs).map(({ job }) => job);
    return new Map([...jobs, ...newer].map((job) => [job.id, job]));
  };

  const reload = async () => {
    const beganMs = Date.now();
    const isFirst = state.reading === undefined;
    const { data } = await endpoint.query(FleetAccountsDocument, {}, signal);
    update({ accounts: data.cloudAccounts });
    const { jobs, totals, ...reading } = await load(endpoint, {
      filter,
      sinceMs: beganMs - rangeMs,
      hasStore: state.updates !== 'polling',
      signal,
      onPage: (sofar) => {
        if (isFirst) update({ jobs: withChanges(sofar.jobs, beganMs) });
      },
    });
    update({ jobs: withChanges(jobs, beganMs), totals, reading, isLoading: false, problem: undefined });
  };

  /** Reads the open jobs. Returns whether one of the known ones has ended, or is gone, without a change. */
  const refresh = async (): Promise<boolean> => {
    const beganMs = Date.now();
    const { jobs, isWhole, asOfMs, unavailable, messages } = await readOpenJobs(endpoint, filter, signal);
    const known = new Map(jobs.map((job) => [job.id, job]));
    const newer = new Set(changed.filter(({ atMs }) => atMs >= beganMs).map(({ job }) => job.id));
    const isMissing = (job: Job) => isWhole && isOpen(job) && !known.has(job.id) && !newer.has(job.id);
    const missing = [...state.jobs.values()].filter(isMissing);
    const kept = [...state.jobs.values()].filter((job) => !missing.includes(job));
    if (state.reading) update({ reading: { ...state.reading, asOfMs, unavailable, messages } });
    update({ jobs: withChanges([...kept, ...jobs], beganMs), problem: undefined });
    return missing.length > 0;
  };

  const keepRead = async () => {
    // A change between the first reading and the subscription would be missed.
    await Promise.race([subscribed, sleep(SUBSCRIBE_MS, signal).catch(() => undefined)]);
    let loadedAtMs = -Infinity;
    for (;;) {
      try {
        await untilVisible(signal);
        const isLive = state.updates !== 'polling';
        const isDue = Date.now() - loadedAtMs >= (isLive ? RELOAD_MS : POLL_MS);
        if (isDue || (isLive && (await refresh()))) {
          await reload();
          loadedAtMs = Date.now();
        }
        await sleep(REFRESH_MS, signal);
      } catch (error) {
        if (signal.aborted) return;
        const problem = toProblem(error);
        update({ problem, isLoading: false });
        if (problem.kind !== 'passing') return;
        await sleep(RETRY_MS, signal).catch(() => undefined);
      }
    }
  };

  void followChanges({
    endpoint,
    filter,
    signal,
    onUpdates: (updates) => {
      update({ updates });
      setSubscribed(undefined);
    },
    onChange: (job) => {
      changed.push({ job, atMs: Date.now() });
      update({ jobs: new Map(state.jobs).set(job.id, job) });
    },
    onGap: async () => {
      await reload().catch((error: unknown) => {
        if (error instanceof EndpointError) update({ problem: error.problem });
      });
    },
  });
  void keepRead();
  return () => {
    ending.abort();
    clearTimeout(showing);
  };
}
