import { UpstreamError } from '../../src/domain/errors.js';
import { readPage } from '../../src/paging/connection.js';
import type { Page } from '../../src/paging/connection-page.js';
import { CursorCodec } from '../../src/paging/cursor/codec.js';
import { ListFault } from '../../src/paging/errors.js';
import { LearnedEndpoints } from '../../src/paging/list/learned-limits.js';
import type { Direction } from '../../src/paging/sort-key.js';
import { PagingSession } from '../../src/paging/session.js';
import type { Source, TimeRange } from '../../src/paging/source.js';
import type { Item, MovingList } from './moving-list.js';

export interface WalkSetting {
  readonly lists: readonly MovingList[];
  readonly direction: Direction;
  /** The size of the next page. */
  pageSize(): number;
  readonly range?: TimeRange;
  readonly matches?: ((item: Item) => boolean) | undefined;
  /** The part of the lists that contains all matching rows. */
  readonly part?: Source<Item>['part'];
  readonly scanRows?: number;
  readonly now: () => number;
  /** Facts that earlier walks have learned. */
  readonly learned?: LearnedEndpoints;
  /** Rejects with the error of a source instead of waiting until it recovers. */
  readonly stopsAtFailure?: boolean;
  /** The start of the walk, instead of an end of the list. */
  readonly cursor?: string | null;
  /** Called between two pages. */
  between?(): void;
}

const ACCOUNT = { name: 'account', provider: 'HUAWEI_CSS', region: 'here' } as const;
/** The error of a call whose operation has used up its calls. */
export const OUT_OF_CALLS = new UpstreamError(
  'UPSTREAM_LIMIT',
  ACCOUNT,
  'The operation has no upstream calls left: it has limits.upstreamCalls, below a subscription none.',
);

/** The error of a call whose response is too large for the remaining memory. */
export const OUT_OF_MEMORY = new UpstreamError('UPSTREAM_LIMIT', ACCOUNT, 'Too many large responses are being read.', {
  failure: { kind: 'memory', peer: 'the provider' },
});

const codec = new CursorCodec(['a key of the tests']);

/** Reads one page in a new operation, so that only the cursor is kept between pages. */
export async function onePage(
  setting: WalkSetting,
  size: number,
  cursor: string | null,
  learned = new LearnedEndpoints(),
) {
  const { direction, range = {}, scanRows = 5000, now } = setting;
  const session = new PagingSession({ scanRows, softDeadline: Infinity, learned, now });
  const { matches, part } = setting;
  const sources = setting.lists.map((list) => ({ feed: list.feed(), space: list.name, matches, part }));
  return readPage<Item>({
    binding: () => 'test',
    arguments: direction === 'forward' ? { first: size, after: cursor } : { last: size, before: cursor },
    range,
    pageSize: 1000,
    codec,
    session,
    sources: () => Promise.resolve({ sources, unlisted: [] }),
  });
}

export interface Walked {
  /** Keys of rows in walking order, `name/identity`. */
  readonly seen: { key: string; time: number; tiebreaker: string }[];
  readonly pages: Page<Item>[];
}

/** Whether a list has a wall. It stays unreadable behind it, so the walk does not wait for it. */
function isWall(error: Error): boolean {
  return error instanceof ListFault && error.code === 'UPSTREAM_LIMIT';
}

/** Walks to the end, and continues while sources are missing. */
export async function walkAll(setting: WalkSetting, mostPages = 5000): Promise<Walked> {
  const { learned = new LearnedEndpoints() } = setting;
  const walked: Walked = { seen: [], pages: [] };
  let cursor = setting.cursor ?? null;
  for (let count = 0; count < mostPages; count++) {
    const page: Page<Item> = await onePage(setting, setting.pageSize(), cursor, learned);
    walked.pages.push(page);
    const [failure] = page.failures;
    if (setting.stopsAtFailure === true && failure) throw failure.error;
    const entries = setting.direction === 'forward' ? page.entries : page.entries.toReversed();
    walked.seen.push(
      ...entries.map((entry) => ({
        key: `${entry.source.feed.key}/${entry.identity}`,
        time: entry.time,
        tiebreaker: entry.tiebreaker,
      })),
    );
    const goesOn = setting.direction === 'forward' ? page.hasNextPage : page.hasPreviousPage;
    if (!goesOn && page.failures.every(({ error }) => isWall(error))) return walked;
    cursor = setting.direction === 'forward' ? page.endCursor : page.startCursor;
    setting.between?.();
  }
  throw new Error(`the walk did not end within ${mostPages} pages`);
}
