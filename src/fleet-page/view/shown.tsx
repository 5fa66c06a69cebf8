import type { FleetState } from '../fleet/state.js';
import type { View } from '../fleet/view.js';
import { fullTime } from '../words/times.js';
import { many } from '../words/words.js';

interface ShownProps {
  readonly view: View;
  readonly state: FleetState;
  readonly shown: number;
  readonly all: number;
}

/** How many jobs are shown, of how many, and what is missing. */
export function Shown({ view, state, shown, all }: ShownProps) {
  const { reading, totals, isLoading } = state;
  const range = view.hours === 1 ? 'the last hour' : `the last ${view.hours} hours`;
  if (isLoading && state.problem === undefined) return <p class="shown">Loading…</p>;
  const isPart = reading?.isWhole === false;
  const total = totals?.all;
  return (
    <p class="shown">
      {shown === all ? many(all, 'job') : `${shown.toLocaleString('en')} of ${many(all, 'job')}`}
      {isPart ? ' loaded' : ''} {state.updates === 'polling' ? `that began in ${range}` : `of ${range}`}
      {isPart && (
        <strong>
          : the newest and the failed ones of{' '}
          {total === null || total === undefined ? 'more' : total.toLocaleString('en')}. Choose accounts or a shorter
          range to see all.
        </strong>
      )}
      {reading?.sinceMs !== undefined && ` · some source lists nothing before ${fullTime(reading.sinceMs)}`}
    </p>
  );
}
