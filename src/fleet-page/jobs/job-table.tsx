import { useState } from 'preact/hooks';
import { clusterNames, type Job } from '../fleet/job.js';
import { JobTitle } from './job-title.js';
import { fullTime, shortTime } from '../words/times.js';
import { lengthOf, many, STATUS_NAMES } from '../words/words.js';

const ROWS = 50;

interface JobTableProps {
  readonly jobs: readonly Job[];
  readonly nowMs: number;
  readonly onOpen: (id: string) => void;
}

/** The jobs of the timeline as a table, newest first, some at a time. */
export function JobTable({ jobs, nowMs, onOpen }: JobTableProps) {
  const [isOpen, setIsOpen] = useState(false);
  const [rows, setRows] = useState(ROWS);
  return (
    <details
      class="card"
      onToggle={({ currentTarget }) => {
        setIsOpen(currentTarget.open);
      }}
    >
      <summary>
        <h2>All {many(jobs.length, 'job')} as a table</h2>
      </summary>
      {isOpen && (
        <div class="scroll" role="region" aria-label="All jobs" tabIndex={0}>
          <table>
            <thead>
              <tr>
                {['Status', 'Action', 'Cluster', 'Account', 'Began', 'Duration', 'Reason'].map((name) => (
                  <th key={name} scope="col">
                    {name}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {jobs.slice(0, rows).map((job) => (
                <tr key={job.id}>
                  <td class="status-cell">
                    <i class={`swatch ${job.status.toLowerCase()}`} aria-hidden="true" /> {STATUS_NAMES[job.status]}
                  </td>
                  <td>
                    <JobTitle job={job} onOpen={onOpen} />
                  </td>
                  <td>{clusterNames(job)}</td>
                  <td>{job.account.name}</td>
                  <td>
                    {job.createdAtMs !== undefined && (
                      <time title={fullTime(job.createdAtMs)}>{shortTime(job.createdAtMs, nowMs)}</time>
                    )}
                  </td>
                  <td>{lengthOf(job, nowMs)}</td>
                  <td>{job.failureReason}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {isOpen && jobs.length > rows && (
        <button
          type="button"
          class="link"
          onClick={() => {
            setRows(rows + ROWS);
          }}
        >
          Show {Math.min(ROWS, jobs.length - rows)} more of {(jobs.length - rows).toLocaleString('en')}
        </button>
      )}
    </details>
  );
}
