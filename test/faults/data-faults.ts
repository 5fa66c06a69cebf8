import { IDS, onEveryRow, onList, onRow, TIMES, withField, withTotal } from './change-body.js';
import { emptyAfterFirst, repeated, stuck } from './stateful-faults.js';
import { type Row, changing, INVALID, WHOLE, WHOLE_AFTER_MORE_CALLS, EVERY_ROW, NOTHING_LOST } from './expectations.js';

/** Responses with changed fields, rows or totals. */
export const DATA_FAULTS: readonly Row[] = [
  // Schema changes
  { fault: 'a missing list', expected: INVALID, responders: changing(onList(() => undefined)) },
  // Without a total, null is an empty list. The cluster list of DWS is the only one without a usable total.
  {
    fault: 'a list that is null',
    expected: INVALID,
    except: { 'HUAWEI_CSS Cluster.jobs': ['0 rows', 1], 'HUAWEI_DWS _entities': ['0 rows', 1] },
    responders: changing(onList(() => null)),
  },
  { fault: 'a list that is an object', expected: INVALID, responders: changing(onList(() => ({ 0: {} }))) },
  {
    fault: 'a row without an id',
    expected: INVALID,
    except: { 'HUAWEI_DWS Cluster.jobs': WHOLE },
    responders: changing(onRow((row) => withField(row, IDS, () => undefined))),
  },
  {
    fault: 'an id that is an object',
    expected: INVALID,
    except: { 'HUAWEI_DWS Cluster.jobs': WHOLE },
    responders: changing(onRow((row) => withField(row, IDS, () => ({})))),
  },
  {
    fault: 'a row without a time',
    expected: EVERY_ROW,
    responders: changing(onRow((row) => withField(row, TIMES, () => undefined))),
  },
  {
    fault: 'an invalid time',
    expected: EVERY_ROW,
    responders: changing(onRow((row) => withField(row, TIMES, () => 'yesterday'))),
  },
  {
    fault: 'a row that is null',
    expected: WHOLE,
    except: { 'HUAWEI_DWS _entities': ['0 rows', 1], 'HUAWEI_CSS _entities': INVALID },
    responders: changing(onList((rows) => [null, ...rows])),
  },
  { fault: 'a row that is a string', expected: INVALID, responders: changing(onRow(() => 'row')) },
  {
    fault: 'a body that is a list',
    expected: INVALID,
    responders: changing((response) => ({ ...response, body: [response.body] })),
  },
  {
    fault: 'unknown fields',
    expected: WHOLE,
    responders: changing(onEveryRow((row) => ({ ...row, hasOwnProperty: 1, constructor: {}, new: [] }))),
  },
  {
    fault: 'wrong types in optional fields',
    expected: WHOLE,
    responders: changing(
      onEveryRow((row) => ({ ...row, status: {}, actions: 7, nodes: 'x', datastore: [], log: 5, resources: 'r' })),
    ),
  },

  // Lists
  {
    fault: 'the offset is ignored',
    paginates: true,
    expected: NOTHING_LOST,
    responders: (backend) => [repeated(backend)],
  },
  {
    fault: 'every response repeats the first one',
    paginates: true,
    expected: NOTHING_LOST,
    responders: (backend) => [stuck(backend)],
  },
  // CSS has no total of jobs and DWS no usable total of clusters, so missing rows cannot be detected there.
  {
    fault: 'empty pages after the first, contrary to the total',
    paginates: true,
    expected: NOTHING_LOST,
    except: { 'HUAWEI_CSS Cluster.jobs': ['15 rows', '*'], 'HUAWEI_DWS clusters': ['2 rows', '*'] },
    responders: (backend) => [emptyAfterFirst(backend)],
  },
  {
    fault: 'an empty list, contrary to the total',
    paginates: true,
    expected: INVALID,
    except: {
      'HUAWEI_CSS Cluster.jobs': ['0 rows', 1],
      'HUAWEI_DWS clusters': ['0 rows', 1],
    },
    responders: changing(onList(() => [])),
  },
  {
    fault: 'a total that is too high',
    paginates: true,
    expected: WHOLE_AFTER_MORE_CALLS,
    responders: changing(withTotal((total) => 3 * total + 7)),
  },
  {
    fault: 'a total that is too low',
    paginates: true,
    expected: WHOLE_AFTER_MORE_CALLS,
    responders: changing(withTotal(() => 1)),
  },
  {
    fault: 'a total of zero',
    paginates: true,
    expected: WHOLE_AFTER_MORE_CALLS,
    responders: changing(withTotal(() => 0)),
  },
  {
    fault: 'a total that is not a number',
    paginates: true,
    expected: WHOLE_AFTER_MORE_CALLS,
    responders: changing(withTotal(() => Number.NaN)),
  },
  {
    fault: 'duplicate rows in a page',
    paginates: true,
    expected: NOTHING_LOST,
    responders: changing(onList((rows) => [...rows.slice(0, 3), ...rows.slice(2)])),
  },
  {
    fault: 'pages whose rows are reversed',
    paginates: true,
    expected: WHOLE_AFTER_MORE_CALLS,
    responders: changing(onList((rows) => rows.toReversed())),
  },
  {
    fault: 'two rows in the wrong order',
    paginates: true,
    expected: WHOLE_AFTER_MORE_CALLS,
    responders: changing(onList(([a, b, ...rows]) => [b, a, ...rows].filter((row) => row !== undefined))),
  },
  {
    fault: 'pages of twelve rows at most',
    paginates: true,
    expected: WHOLE_AFTER_MORE_CALLS,
    responders: changing(onList((rows) => rows.slice(0, 12))),
  },
  {
    fault: 'the same time in all rows',
    paginates: true,
    expected: ['as many', '*'],
    except: { _entities: WHOLE },
    responders: changing(
      onEveryRow((row) =>
        withField(row, TIMES, (time) => (typeof time === 'number' ? Date.UTC(2026, 10, 20) : '2026-11-20T00:00:00Z')),
      ),
    ),
  },
];
