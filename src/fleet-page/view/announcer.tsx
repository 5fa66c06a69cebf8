import { useEffect, useRef, useState } from 'preact/hooks';
import { clusterNames, type Job } from '../fleet/job.js';
import { actionOf } from '../words/words.js';

interface AnnouncerProps {
  readonly jobs: readonly Job[];
  readonly isReady: boolean;
}

/** Reads new failures aloud in a screen reader. */
export function Announcer({ jobs, isReady }: AnnouncerProps) {
  const known = useRef<ReadonlySet<string>>(undefined);
  const [text, setText] = useState('');
  useEffect(() => {
    if (!isReady) return;
    const failed = jobs.filter(({ status }) => status === 'FAILED');
    const fresh = failed.filter(({ id }) => known.current?.has(id) === false);
    known.current = new Set([...(known.current ?? []), ...failed.map(({ id }) => id)]);
    const [first] = fresh;
    if (first === undefined) return;
    setText(
      fresh.length > 1 ? `${fresh.length} jobs have failed.` : `Failed: ${actionOf(first)} on ${clusterNames(first)}.`,
    );
  }, [jobs, isReady]);
  return (
    <div class="hidden" role="status" aria-live="polite">
      {text}
    </div>
  );
}
