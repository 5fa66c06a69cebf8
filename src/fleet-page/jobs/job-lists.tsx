import type { ComponentChild, ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { clusterNames, type Job } from '../fleet/job.js';
import { JobTitle } from './job-title.js';
import { duration, fullTime, shortTime } from '../words/times.js';
import { actionOf, lengthOf, many, STATUS_NAMES } from '../words/words.js';

const FIRST_ROWS = 12;
const MORE_ROWS = 50;

interface ListProps {
  readonly jobs: readonly Job[];
  readonly nowMs: number;
  /** Which jobs an empty list stands for: ` that matches the filters`, or nothing. */
  readonly scope: string;
  readonly onOpen: (id: string) => void;
}

/** The failed jobs, with their reasons. */
export function FailedJobs({ jobs, nowMs, scope, onOpen }: ListProps) {
  const failed = jobs.filter(({ status }) => status === 'FAILED');
  return (
    <List
      title={`Failed (${failed.length.toLocaleString('en')})`}
      jobs={failed}
      empty={`No job${scope} failed in this range.`}
    >
      {(job) => (
        <li key={job.id} class="item failed-item">
          <Head job={job} onOpen={onOpen} />
          <p class="reason">{job.failureReason ?? 'The provider gives no reason.'}</p>
          <Origin job={job}>
            {job.createdAtMs !== undefined && (
              <time title={fullTime(job.createdAtMs)}>{shortTime(job.createdAtMs, nowMs)}</time>
            )}
            {lengthOf(job, nowMs) !== undefined && ` · after ${lengthOf(job, nowMs) ?? ''}`}
          </Origin>
        </li>
      )}
    </List>
  );
}

/** The running and waiting jobs, with their progress. */
export function OpenJobs({ jobs, nowMs, scope, onOpen }: ListProps) {
  const running = jobs.filter(({ status }) => status === 'RUNNING');
  const waiting = jobs.filter(({ status }) => status === 'PENDING');
  const title = `Running now (${running.length.toLocaleString('en')})`;
  const note = waiting.length > 0 ? `and ${many(waiting.length, 'job')} waiting` : '';
  return (
    <List title={title} note={note} jobs={[...running, ...waiting]} empty={`No job${scope} runs now.`}>
      {(job) => (
        <li key={job.id} class="item">
          <Head job={job} onOpen={onOpen} />
          {job.progress !== null && (
            <p class="progress">
              <progress max={100} value={job.progress} aria-label={`Progress of ${actionOf(job)}`} /> {job.progress} %
            </p>
          )}
          <Origin job={job}>
            {job.createdAtMs === undefined ? (
              'waits for its start'
            ) : (
              <>
                since <time title={fullTime(job.createdAtMs)}>{shortTime(job.createdAtMs, nowMs)}</time> ·{' '}
                {duration(nowMs - job.createdAtMs)}
              </>
            )}
          </Origin>
        </li>
      )}
    </List>
  );
}

interface RowsProps {
  readonly title: string;
  readonly note?: string;
  readonly jobs: readonly Job[];
  readonly empty: string;
  readonly children: (job: Job) => ComponentChild;
}

function List({ title, note = '', jobs, empty, children }: RowsProps) {
  const [rows, setRows] = useState(FIRST_ROWS);
  const rest = jobs.length - rows;
  return (
    <section class="card" aria-label={title}>
      <div class="card-head">
        <h2>{title}</h2>
        <span class="faint">{note}</span>
      </div>
      {jobs.length === 0 ? <p class="empty">{empty}</p> : <ul class="items">{jobs.slice(0, rows).map(children)}</ul>}
      {rest > 0 && (
        <button
          type="button"
          class="link"
          onClick={() => {
            setRows(rows + MORE_ROWS);
          }}
        >
          Show {Math.min(rest, MORE_ROWS)} more of {rest.toLocaleString('en')}
        </button>
      )}
    </section>
  );
}

function Head({ job, onOpen }: { readonly job: Job; readonly onOpen: (id: string) => void }) {
  return (
    <div class="item-head">
      <i class={`swatch ${job.status.toLowerCase()}`} title={STATUS_NAMES[job.status]} />
      <JobTitle job={job} onOpen={onOpen} />
      <span>{clusterNames(job)}</span>
    </div>
  );
}

function Origin({ job, children }: { readonly job: Job; readonly children: ComponentChildren }) {
  return (
    <p class="faint">
      {job.account.name} · {children}
    </p>
  );
}
