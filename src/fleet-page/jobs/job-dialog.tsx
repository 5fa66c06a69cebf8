import type { ComponentChild } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { clusterNames, isOpen, type Job } from '../fleet/job.js';
import type { View } from '../fleet/view.js';
import { fullTime } from '../words/times.js';
import { actionOf, lengthOf, nameOfProvider, STATUS_NAMES } from '../words/words.js';

interface JobDialogProps {
  readonly job: Job;
  readonly nowMs: number;
  readonly onClose: () => void;
  readonly onChange: (part: Partial<View>) => void;
}

/** All fields of a job. The dialog follows the job while it is open. */
export function JobDialog({ job, nowMs, onClose, onChange }: JobDialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    dialog.current?.showModal();
  }, []);
  const narrow = (part: Partial<View>) => {
    dialog.current?.close();
    onChange(part);
  };
  const { action, account, clusters } = job;
  const fields: readonly (readonly [name: string, value: ComponentChild])[] = [
    ['Status', `${STATUS_NAMES[job.status]}${job.nativeStatus === null ? '' : ` (${job.nativeStatus})`}`],
    ['Reason', job.failureReason],
    ['Cluster', clusterNames(job)],
    ['Account', `${account.name} (${nameOfProvider(job.provider)})`],
    ['Began', job.createdAtMs === undefined ? 'not yet, or not given' : fullTime(job.createdAtMs)],
    ['Ended', job.finishedAtMs === undefined ? null : fullTime(job.finishedAtMs)],
    [isOpen(job) ? 'Running for' : 'Duration', lengthOf(job, nowMs)],
    ['Progress', job.progress === null ? null : `${job.progress} %`],
    ['Provider’s id', job.nativeId],
    ['Jobgraph id', <code key="id">{job.id}</code>],
  ];
  return (
    <dialog
      ref={dialog}
      aria-labelledby="job-title"
      onClose={onClose}
      onClick={(event) => {
        if (event.target === event.currentTarget) event.currentTarget.close();
      }}
    >
      <div class="dialog-body">
        <h2 id="job-title">
          <i class={`swatch ${job.status.toLowerCase()}`} aria-hidden="true" /> {actionOf(job)}
        </h2>
        <dl>
          {fields.map(
            ([name, value]) =>
              value !== null &&
              value !== undefined && (
                <div key={name}>
                  <dt>{name}</dt>
                  <dd class={name === 'Reason' ? 'reason' : undefined}>{value}</dd>
                </div>
              ),
          )}
        </dl>
        <div class="actions">
          <button
            type="button"
            class="action"
            onClick={() => {
              narrow({ clusters: clusters.map(({ id }) => id) });
            }}
          >
            Only this cluster
          </button>
          {action !== null && (
            <button
              type="button"
              class="action"
              onClick={() => {
                narrow({ actions: [action] });
              }}
            >
              Only this action
            </button>
          )}
          <button
            type="button"
            class="action"
            onClick={() => {
              narrow({ accounts: [account.name] });
            }}
          >
            Only this account
          </button>
          <button
            type="button"
            class="action primary"
            onClick={() => {
              dialog.current?.close();
            }}
          >
            Close
          </button>
        </div>
      </div>
    </dialog>
  );
}
