import { isOffset, tickLabel } from '../words/times.js';
import type { ToX } from './lanes.js';

interface AxisProps {
  readonly ticks: readonly Date[];
  readonly toX: ToX;
  readonly nowMs: number;
  readonly width: number;
}

/** Labels need this much room to the right end, where "now" stands. */
const LABEL_WIDTH = 34;

/** The times above the rows: in the reader's zone, and in UTC where that differs. */
export function Axis({ ticks, toX, nowMs, width }: AxisProps) {
  const zones = isOffset(nowMs) ? (['local', 'utc'] as const) : (['utc'] as const);
  const shown = ticks.filter((tick) => toX(tick.getTime()) < width - LABEL_WIDTH * 2);
  return (
    <div class="axis" aria-hidden="true">
      {zones.map((zone) => (
        <div key={zone} class={`axis-line ${zone}`}>
          <span class="axis-zone">{zone === 'utc' ? 'UTC' : 'Your time'}</span>
          <div class="axis-track">
            {shown.map((tick) => (
              <span key={tick.getTime()} class="tick" style={{ left: `${toX(tick.getTime())}px` }}>
                {tickLabel(tick.getTime(), zone)}
              </span>
            ))}
            {zone === zones[0] && (
              <span class="tick now-label" style={{ left: `${toX(nowMs)}px` }}>
                now
              </span>
            )}
          </div>
        </div>
      ))}
    </div>
  );
}
