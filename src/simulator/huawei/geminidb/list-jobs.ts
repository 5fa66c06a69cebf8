import type { CloudReply } from '../../service.js';
import { firstAfter } from '../../timeline.js';
import type { HuaweiBehaviour } from '../behaviour.js';
import type { RoutedCall } from '../gateway.js';
import { toWhole } from '../query.js';
import { toGeminiDbError } from './errors.js';
import type { GeminiDbState } from './fleet.js';
import type { GeminiDbJob } from './jobs.js';
import { toJobRow, toStatusWord } from './rows.js';
import { readWindow, type Window } from './window.js';

/** "The value can be 10, 20, or 50. The default value is 50." */
const LIMITS = [10, 20, 50];
const STATUSES = [null, 'Running', 'Completed', 'Failed'];

/** "If offset is set to N, the resource query starts from the N+1 piece of data." */
export function listJobs({ state, query }: RoutedCall<GeminiDbState>, behaviour: HuaweiBehaviour): CloudReply {
  const offset = toWhole(query.get('offset'), 0);
  const limit = toWhole(query.get('limit'), 50);
  const window = readWindow(query, behaviour, state.now);
  const isGood = offset >= 0 && LIMITS.includes(limit) && STATUSES.includes(query.get('status'));
  if (!isGood || window === undefined) return toGeminiDbError(400, 'DBS.200001', 'Parameter error.');
  const matching = find(state, query, window);
  const end = Math.max(0, matching.length - offset);
  const page = matching.slice(Math.max(0, end - limit), end).reverse();
  const jobs = page.map((job) => toJobRow(job, state.now));
  return { status: 200, body: { jobs, total_count: matching.length } };
}

/** The matching jobs, oldest first. */
function find(state: GeminiDbState, query: URLSearchParams, { from, to }: Window): readonly GeminiDbJob[] {
  const { now } = state;
  const rows = state.timeline('')?.rows(now) ?? [];
  const within = rows.slice(firstAfter(rows, from - 1), firstAfter(rows, to));
  const id = query.get('id');
  const status = query.get('status');
  const name = query.get('name');
  if (id === null && status === null && name === null) return within;
  return within.filter(
    (job) =>
      (id ?? job.key) === job.key &&
      (name ?? job.action) === job.action &&
      (status === null || status === toStatusWord(job, now)),
  );
}
