import type { Page } from '../../src/paging/feed.js';
import type { Item, MovingList } from './moving-list.js';
import { Random } from './random.js';

/** One way in which a service breaks its word, and what must become of the walk. */
export interface ServiceFault {
  /** `whole`: every row comes out once. `known`: it does, or the walk fails with UPSTREAM_INVALID. */
  readonly outcome: 'whole' | 'known';
  apply(list: MovingList): void;
}

type Rows = MovingList['rows'];

function totals(change: (total: number) => number | undefined): ServiceFault {
  return {
    outcome: 'whole',
    apply: (list) => {
      list.alterPage = ({ rows, total }) => ({ rows, total: total === undefined ? undefined : change(total) });
    },
  };
}

function caps(limit: number, outcome: ServiceFault['outcome'] = 'whole', hasTotal = true): ServiceFault {
  return {
    outcome,
    apply: (list) => {
      list.alterRequest = (request) => ({ ...request, limit: Math.min(request.limit, limit) });
      if (!hasTotal) list.alterPage = ({ rows }) => ({ rows });
    },
  };
}

/** Pages with fewer rows than the smallest documented default: only the total shows that rows follow. */
function tinyPages(limit: number): ServiceFault {
  return {
    outcome: 'known',
    apply: (list) => {
      list.alterRequest = (request) => ({ ...request, limit: Math.min(request.limit, limit) });
      list.alterPage = ({ rows, total = list.rows.length }) => ({ rows, total });
    },
  };
}

function order(change: (rows: Rows) => Rows): ServiceFault {
  return {
    outcome: 'known',
    apply: (list) => {
      list.rows = [...change(list.rows)];
    },
  };
}

function alteredPages(change: (page: Page<Item>, offset: number, list: MovingList) => Page<Item>): ServiceFault {
  return {
    outcome: 'known',
    apply: (list) => {
      list.alterPage = (page, request) => change(page, request.offset, list);
    },
  };
}

const isTwice = (index: number) => index % 7 === 3;

/** Responses that contradict the list. Rows that come and go do not. */
export const SERVICE_FAULTS: Readonly<Record<string, ServiceFault>> = {
  'a total that is a little too high': totals((total) => total + 5),
  'a total that is far too high': totals((total) => total + 1000),
  'a total that is too low': totals((total) => Math.floor(total / 4)),
  'a total of zero': totals(() => 0),
  'no total': totals(() => undefined),
  'a limit capped in silence at a round number': caps(50),
  'a limit capped in silence at an odd number': caps(17),
  'a limit capped in silence at seven rows, with a total': tinyPages(7),
  'a limit capped in silence at three rows, with a total': tinyPages(3),
  'a limit capped in silence at one row, with a total': tinyPages(1),
  'a capped limit and no total': caps(25, 'whole', false),
  'a limit that is ignored': {
    outcome: 'known',
    apply: (list) => {
      list.alterRequest = (request) => ({ ...request, limit: 10 });
    },
  },
  'more rows than requested': {
    outcome: 'whole',
    apply: (list) => {
      const extra = list.options.style.unit === 'page' ? 0 : 7;
      list.alterRequest = (request) => ({ ...request, limit: request.limit + extra });
    },
  },
  'an offset that is ignored': {
    outcome: 'known',
    apply: (list) => {
      list.alterRequest = (request) => ({ ...request, offset: list.options.style.origin });
    },
  },
  'offset and limit ignored': alteredPages((_page, _offset, list) => ({ rows: list.rows, total: list.rows.length })),
  'empty pages below the total': alteredPages((page, offset) => (offset % 3 === 2 ? { ...page, rows: [] } : page)),
  'rows listed twice': {
    outcome: 'whole',
    apply: (list) => {
      list.rows = list.rows.flatMap((row, index) => (isTwice(index) ? [row, row] : [row]));
    },
  },
  'neighbours in the wrong order': order((rows) =>
    rows.map((row, index) => rows[index % 30 === 10 ? index + 1 : index % 30 === 11 ? index - 1 : index] ?? row),
  ),
  'one new row far down': order((rows) => rows.toSpliced(110, 0, ...rows.slice(5, 6)).toSpliced(5, 1)),
  'one old row far up': order((rows) => [
    ...rows.slice(0, 9),
    ...rows.slice(120, 121),
    ...rows.slice(9, 120),
    ...rows.slice(121),
  ]),
  'the oldest row first': order((rows) => rows.toReversed()),
  'no order at all': order((rows) => {
    const random = new Random(3);
    return rows.toSorted(() => random.next() - 0.5);
  }),
};
