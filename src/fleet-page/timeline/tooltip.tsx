import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { clusterNames, type Job } from '../fleet/job.js';
import { fullTime } from '../words/times.js';
import { actionOf, lengthOf, STATUS_NAMES } from '../words/words.js';

interface TooltipProps {
  readonly root: { readonly current: HTMLElement | null };
  /** `undefined`: there is no tooltip. */
  readonly job: Job | undefined;
  readonly nowMs: number;
}

/** A job's main fields, next to its mark. A screen reader reads the same fields in the label of the mark. */
export function Tooltip({ root, job, nowMs }: TooltipProps) {
  const own = useRef<HTMLDivElement>(null);
  const [place, setPlace] = useState({ left: 0, top: 0 });
  useLayoutEffect(() => {
    const mark = job && root.current?.querySelector<HTMLElement>(`[data-job="${CSS.escape(job.id)}"]`);
    if (!mark || !root.current || !own.current) return;
    const [outer, inner, size] = [root.current, mark, own.current].map((each) => each.getBoundingClientRect());
    if (!outer || !inner || !size) return;
    const left = Math.min(inner.left - outer.left, outer.width - size.width - 4);
    const isAbove = inner.bottom + size.height + 8 > window.innerHeight;
    const top = isAbove ? inner.top - outer.top - size.height - 4 : inner.bottom - outer.top + 4;
    setPlace({ left: Math.max(0, left), top });
  }, [job?.id]);
  if (!job) return null;
  const length = lengthOf(job, nowMs);
  return (
    <div class="tooltip" aria-hidden="true" ref={own} style={{ left: `${place.left}px`, top: `${place.top}px` }}>
      <div>
        <i class={`swatch ${job.status.toLowerCase()}`} /> <strong>{STATUS_NAMES[job.status]}</strong> · {actionOf(job)}
      </div>
      <div>{clusterNames(job)}</div>
      {job.createdAtMs !== undefined && <div class="faint">{fullTime(job.createdAtMs)}</div>}
      {length !== undefined && (
        <div class="faint">
          {job.finishedAtMs === undefined ? `running for ${length}` : `took ${length}`}
          {job.progress !== null && job.finishedAtMs === undefined && ` · ${job.progress} %`}
        </div>
      )}
      {job.failureReason !== null && <div class="text-failed reason">{job.failureReason}</div>}
    </div>
  );
}
