import type { Account } from '../fleet/state.js';
import type { Job } from '../fleet/job.js';
import { describeJob, many, nameOfProvider } from '../words/words.js';
import type { Lanes } from './lanes.js';

/** Pixels. Many lanes are lower, so that a busy account does not fill the screen. */
const ROW = 100;
const LOWEST_LANE = 8;
const HIGHEST_LANE = 12;
/** Between two lanes, and above the first one. */
const GAP = 2;
const TOP = 6;

interface AccountRowProps {
  readonly account: Account;
  readonly jobs: readonly Job[];
  readonly lanes: Lanes;
  readonly isUnavailable: boolean;
  readonly isFiltered: boolean;
  /** The job that the Tab key leads to. */
  readonly stop: string | undefined;
  readonly ticks: readonly number[];
  readonly nowX: number;
  readonly nowMs: number;
  readonly onOpen: (id: string) => void;
  readonly onShow: (id: string | undefined) => void;
}

/** One account of the timeline: its name, and a button for each job. */
export function AccountRow(props: AccountRowProps) {
  const { account, jobs, lanes, isUnavailable, isFiltered, stop, ticks, nowX, nowMs, onOpen, onShow } = props;
  const failed = jobs.filter(({ status }) => status === 'FAILED').length;
  const summary = `${many(jobs.length, 'job')}${failed > 0 ? `, ${failed} failed` : ''}`;
  const laneHeight = Math.max(LOWEST_LANE, Math.min(HIGHEST_LANE, Math.floor(ROW / lanes.count)));
  return (
    <div class="row" role="group" aria-label={`${account.name}, ${nameOfProvider(account.provider)}: ${summary}`}>
      <div class="row-label">
        <strong>{account.name}</strong>
        <span class="faint one-line" title={account.region}>
          {nameOfProvider(account.provider)} · {account.region}
        </span>
        <span class="faint">
          {many(jobs.length, 'job')}
          {failed > 0 && <b class="text-failed"> · {failed} failed</b>}
        </span>
        {isUnavailable && <span class="text-failed">Some sources are unavailable</span>}
        {lanes.hidden > 0 && <span class="faint">{lanes.hidden} not drawn: no room</span>}
      </div>
      <div class="track" style={{ height: `${lanes.count * laneHeight + TOP * 2}px` }}>
        {ticks.map((x) => (
          <span key={x} class="grid-line" style={{ left: `${x}px` }} />
        ))}
        <span class="now-line" style={{ left: `${nowX}px` }} />
        {jobs.length === 0 && <span class="empty">{emptyText(isUnavailable, isFiltered)}</span>}
        {lanes.marks.map(({ job, left, width, lane }) => (
          <button
            key={job.id}
            type="button"
            class={`mark ${job.status.toLowerCase()}`}
            data-job={job.id}
            tabIndex={job.id === stop ? 0 : -1}
            aria-label={describeJob(job, nowMs)}
            style={{
              left: `${left}px`,
              width: `${width}px`,
              top: `${lane * laneHeight + TOP}px`,
              height: `${laneHeight - GAP}px`,
            }}
            onClick={() => {
              onOpen(job.id);
            }}
            onFocus={() => {
              onShow(job.id);
            }}
            onBlur={() => {
              onShow(undefined);
            }}
            onPointerEnter={() => {
              onShow(job.id);
            }}
            onPointerLeave={() => {
              onShow(undefined);
            }}
          />
        ))}
      </div>
    </div>
  );
}

function emptyText(isUnavailable: boolean, isFiltered: boolean): string {
  if (isUnavailable) return 'No jobs are known, because sources are unavailable.';
  return isFiltered ? 'No jobs that match the filters.' : 'No jobs in this range.';
}
