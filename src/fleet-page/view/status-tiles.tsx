import type { Counts } from '../fleet/job.js';
import type { Totals } from '../fleet/state.js';
import { STATUSES, type View } from '../fleet/view.js';
import { STATUS_NAMES } from '../words/words.js';

interface StatusTilesProps {
  readonly view: View;
  readonly counts: Counts;
  readonly totals: Totals | undefined;
  readonly onChange: (part: Partial<View>) => void;
}

/** The number of jobs in each status. A tile is also the legend of its colour, and shows only its status. */
export function StatusTiles({ view, counts, totals, onChange }: StatusTilesProps) {
  const toggle = (status: (typeof STATUSES)[number]) => {
    const { statuses } = view;
    const isOn = statuses.includes(status);
    onChange({ statuses: isOn ? statuses.filter((each) => each !== status) : [...statuses, status] });
  };
  return (
    <div class="tiles" role="group" aria-label="Jobs by status. Press one to see only its jobs.">
      {STATUSES.map((status) => {
        const count = totals ? totals[status] : counts[status];
        return (
          <button
            key={status}
            type="button"
            class="tile"
            aria-pressed={view.statuses.includes(status)}
            onClick={() => {
              toggle(status);
            }}
          >
            <i class={`swatch ${status.toLowerCase()}`} aria-hidden="true" />
            <span class="tile-name">{STATUS_NAMES[status]}</span>
            <span class="tile-count">{count === null ? `≥ ${counts[status]}` : count.toLocaleString('en')}</span>
          </button>
        );
      })}
    </div>
  );
}
