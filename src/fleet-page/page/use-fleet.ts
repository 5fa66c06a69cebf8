import { useEffect, useState } from 'preact/hooks';
import type { Endpoint } from '../endpoint/endpoint.js';
import { startSession } from '../fleet/session.js';
import { type FleetState, INITIAL } from '../fleet/state.js';
import { toFilter, type View } from '../fleet/view.js';

/** The fleet as a view needs it, kept up to date. */
export function useFleet(endpoint: Endpoint, view: View): FleetState {
  const [state, setState] = useState(INITIAL);
  const filter = toFilter(view);
  useEffect(() => {
    // Until the first new jobs arrive, the old ones stay, so that the page does not jump.
    const show = (next: FleetState) => {
      setState(({ jobs }) => (next.isLoading && next.jobs.size === 0 ? { ...next, jobs } : next));
    };
    setState(({ accounts, jobs }) => ({ ...INITIAL, accounts, jobs }));
    return startSession({ endpoint, filter, rangeMs: view.hours * 3_600_000, onState: show });
  }, [endpoint, view.hours, JSON.stringify(filter)]);
  return state;
}
