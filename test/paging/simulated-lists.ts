import { readPage } from '../../src/paging/connection.js';
import type { ConnectionRequest } from '../../src/paging/connection-page.js';
import { CursorCodec } from '../../src/paging/cursor/codec.js';
import type { Feed, PageRequest } from '../../src/paging/feed.js';
import type { TimedRow } from '../../src/paging/list/timed-row.js';
import { LearnedEndpoints } from '../../src/paging/list/learned-limits.js';
import { PagingSession, type SessionOptions } from '../../src/paging/session.js';
import { LISTS } from './styles.js';
import { Outage } from './moving-list.js';

export const NOW = Date.UTC(2026, 10, 21, 8);

/** Many feeds of one account, and what reading them costs. */
export class SimulatedLists {
  readonly down = new Set<string>();
  readonly calls: { key: string; request: PageRequest }[] = [];
  readonly learned = new LearnedEndpoints();
  readonly codec = new CursorCodec(['a key of the tests']);
  rowsSent = 0;

  constructor(
    readonly lists: ReadonlyMap<string, readonly TimedRow<string>[]>,
    readonly styleName = 'CSS clusters',
  ) {}

  /** `count` feeds of `size` rows each, times interleaved: the feed `i` has every `count`-th row from the i-th on. */
  static interleaved(count: number, size: number, stepMs = 60_000): SimulatedLists {
    const names = Array.from({ length: count }, (_, feed) => `feed-${feed}`);
    const rowsOf = (feed: number) =>
      Array.from({ length: size }, (_, row) => {
        const identity = `${row * count + feed}`;
        return { time: NOW - (row * count + feed) * stepMs, identity, value: identity };
      });
    return new SimulatedLists(new Map(names.map((name, feed) => [name, rowsOf(feed)])));
  }

  /** Every row once, newest first. */
  get identities(): string[] {
    const rows = [...this.lists.values()].flat().sort((a, b) => b.time - a.time);
    return [...new Set(rows.map(({ identity }) => identity))];
  }

  feed(key: string): Feed<string> {
    const options = LISTS[this.styleName];
    if (!options) throw new Error(this.styleName);
    const { style, reportsTotal } = options;
    return {
      key,
      style,
      fetch: async (request) => {
        this.calls.push({ key, request });
        await Promise.resolve();
        if (this.down.has(key)) throw new Outage(key);
        const all = this.lists.get(key) ?? [];
        const start = request.offset - style.origin;
        const rows = all.slice(start, start + request.limit);
        this.rowsSent += rows.length;
        return reportsTotal ? { rows, total: all.length } : { rows };
      },
    };
  }

  session(options: Partial<SessionOptions> = {}): PagingSession {
    return new PagingSession({
      scanRows: 5000,
      softDeadline: Infinity,
      learned: this.learned,
      now: () => NOW,
      ...options,
    });
  }

  /** One page; each is an operation of its own unless a session is given. */
  page(options: Partial<ConnectionRequest<string>>, matches?: (value: string) => boolean) {
    const { codec } = this;
    const sources = [...this.lists.keys()].map((key) => ({ feed: this.feed(key), space: 'account', matches }));
    return readPage<string>({
      binding: () => 'simulated',
      arguments: { first: 20 },
      range: {},
      pageSize: 1000,
      codec,
      session: this.session(),
      sources: () => Promise.resolve({ sources, unlisted: [] }),
      ...options,
    });
  }

  /** The calls of some work, and the rows that they returned. */
  async costOf<R>(work: () => Promise<R>): Promise<{ result: R; calls: number; rows: number }> {
    const [calls, rows] = [this.calls.length, this.rowsSent];
    const result = await work();
    return { result, calls: this.calls.length - calls, rows: this.rowsSent - rows };
  }
}
