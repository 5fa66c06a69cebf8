import type { Job } from '../fleet/job.js';
import { actionOf } from '../words/words.js';

/** A job's action, as the button that opens its details. */
export function JobTitle({ job, onOpen }: { readonly job: Job; readonly onOpen: (id: string) => void }) {
  return (
    <button
      type="button"
      class="title"
      onClick={() => {
        onOpen(job.id);
      }}
    >
      {actionOf(job)}
    </button>
  );
}
