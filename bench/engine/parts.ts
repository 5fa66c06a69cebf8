import { plan } from '../../src/paging/list/plan-calls.js';
import { createFeeds, STYLES } from './feeds.js';
import { medianUsOfMany } from './timing.js';
import { BINDING, codec, walkOn } from './walks.js';

export interface Cost {
  readonly what: string;
  readonly microseconds: number;
  /** The number of upstream calls; absent if the measured code makes no calls. */
  readonly calls?: number;
  readonly kilobytes?: number;
}

/** Measures the call planner and the cursor codec alone. */
export async function measureParts(): Promise<Cost[]> {
  return [...(await measurePlanner()), ...(await measureCodec())];
}

async function measurePlanner(): Promise<Cost[]> {
  const costs: Cost[] = [];
  for (const [name, style] of Object.entries(STYLES)) {
    for (const [start, end] of [
      [15, 36],
      [4000, 5001],
    ] as const) {
      const microseconds = await medianUsOfMany(() => plan(style, start, end, { overlap: 2 }));
      const calls = plan(style, start, end, { overlap: 2 }).length;
      costs.push({ what: `plan ${name}, rows ${start} to ${end}`, microseconds, calls });
    }
  }
  return costs;
}

/** Measures the codec with the cursors of first pages. */
async function measureCodec(): Promise<Cost[]> {
  const costs: Cost[] = [];
  for (const count of [1, 50, 300]) {
    const { feeds } = createFeeds(count, 10_000, STYLES.css);
    const [cursor = ''] = await walkOn(feeds, 20, 1);
    const position = codec.decode(cursor, BINDING);
    if (!position) throw new Error('The cursor is not accepted.');
    const encoding = await medianUsOfMany(() => codec.encode(position, BINDING), 100);
    const decoding = await medianUsOfMany(() => codec.decode(cursor, BINDING), 100);
    costs.push({ what: `encode a cursor over ${count} feed(s), ${cursor.length} characters`, microseconds: encoding });
    costs.push({ what: `decode a cursor over ${count} feed(s)`, microseconds: decoding });
  }
  return costs;
}
