import { scaleTime } from 'd3-scale';
import { useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { Job } from '../fleet/job.js';
import type { Account } from '../fleet/state.js';
import { AccountRow } from './account-row.js';
import { Axis } from './axis.js';
import { toLanes } from './lanes.js';
import { firstStop, moveTo } from './move.js';
import { Tooltip } from './tooltip.js';

/** The part of the range that is left free at the right, so that the last jobs can be seen. */
const MARGIN = 0.025;
const MOST_LANES = 12;
const TICK_WIDTH = 80;

interface TimelineProps {
  readonly accounts: readonly Account[];
  readonly jobs: readonly Job[];
  /** Names of accounts. */
  readonly unavailable: ReadonlySet<string>;
  readonly isFiltered: boolean;
  readonly rangeMs: number;
  readonly nowMs: number;
  readonly onOpen: (id: string) => void;
}

/** The jobs of each account over time. The Tab key leads to one job, the arrow keys lead from job to job. */
export function Timeline({ accounts, jobs, unavailable, isFiltered, rangeMs, nowMs, onOpen }: TimelineProps) {
  const root = useRef<HTMLDivElement>(null);
  const width = useTrackWidth(root);
  const [current, setCurrent] = useState<string>();
  const [shown, setShown] = useState<string>();

  const scale = useMemo(
    () => scaleTime([nowMs - rangeMs, nowMs + rangeMs * MARGIN], [0, width]).clamp(true),
    [nowMs, rangeMs, width],
  );
  const rows = useMemo(() => {
    const byAccount = Map.groupBy(jobs, ({ account }) => account.name);
    return accounts.map((account) => {
      const own = byAccount.get(account.name) ?? [];
      return { account, jobs: own, lanes: toLanes(own, scale, width, MOST_LANES, nowMs) };
    });
  }, [accounts, jobs, scale, width, nowMs]);

  const marks = rows.map(({ lanes }) => lanes.marks);
  const isDrawn = marks.flat().some(({ job }) => job.id === current);
  const stop = isDrawn ? current : firstStop(marks);
  const ticks = scale.ticks(Math.max(2, Math.floor(width / TICK_WIDTH)));
  // Elements that stay the same are not compared again, for example while the pointer moves over jobs.
  const drawn = useMemo(
    () =>
      rows.map((row) => (
        <AccountRow
          key={row.account.name}
          {...row}
          isUnavailable={unavailable.has(row.account.name)}
          isFiltered={isFiltered}
          stop={stop}
          ticks={ticks.map(scale)}
          nowX={scale(nowMs)}
          nowMs={nowMs}
          onOpen={onOpen}
          onShow={setShown}
        />
      )),
    [rows, unavailable, isFiltered, stop],
  );
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') setShown(undefined);
    const next = moveTo(marks, stop, event.key);
    if (next === undefined) return;
    event.preventDefault();
    setCurrent(next);
    root.current?.querySelector<HTMLElement>(`[data-job="${CSS.escape(next)}"]`)?.focus();
  };

  return (
    <div class="timeline" ref={root} onKeyDown={onKeyDown}>
      <Axis ticks={ticks} toX={scale} nowMs={nowMs} width={width} />
      {drawn}
      {rows.length === 0 && <p class="empty">No account matches these filters.</p>}
      <Tooltip root={root} job={jobs.find(({ id }) => id === shown)} nowMs={nowMs} />
    </div>
  );
}

/** The width of the tracks in pixels, also after the window has changed. */
function useTrackWidth(root: { readonly current: HTMLElement | null }): number {
  const [width, setWidth] = useState(800);
  useLayoutEffect(() => {
    const track = root.current?.querySelector('.axis-track');
    if (!track) return;
    const observer = new ResizeObserver(([entry]) => {
      if (entry) setWidth(Math.max(200, Math.floor(entry.contentRect.width)));
    });
    observer.observe(track);
    return () => {
      observer.disconnect();
    };
  }, []);
  return width;
}
