import type { BackendResponse } from './backend.js';

export type Row = Record<string, unknown>;

const LISTS = ['clusterLogRecord', 'clusters', 'logical_cluster_tasks', 'jobs', 'instances', 'cluster_set', 'job_set'];
export const IDS = ['id', 'cluster_id', 'job_id'];
export const TIMES = ['createAt', 'created', 'start_time', 'create_time'];
const TOTALS = ['totalSize', 'count', 'total_count'];

type Body = Record<string, unknown>;

/** Changes the list in a response, or the object in a response that has only one. */
export function onList(
  change: (rows: readonly unknown[], body: Body) => unknown,
): (response: BackendResponse) => BackendResponse {
  return (response) => {
    const body = toBody(response.body);
    // A single object may contain lists of its own.
    const list = IDS.some((name) => name in body) ? undefined : LISTS.find((name) => Array.isArray(body[name]));
    if (list !== undefined) {
      const rows: unknown = body[list];
      return { ...response, body: { ...body, [list]: change(Array.isArray(rows) ? rows : [], body) } };
    }
    // A single object, with or without a wrapper.
    if ('cluster' in body) return { ...response, body: { ...body, cluster: firstOf(change([body['cluster']], body)) } };
    return { ...response, body: firstOf(change([body], body)) ?? {} };
  };
}

/** Changes the third row of each list, or the last one of a shorter list. */
export function onRow(change: (row: Row) => unknown): (response: BackendResponse) => BackendResponse {
  return onList((rows) => {
    const position = Math.min(2, rows.length - 1);
    return rows.map((row, index) => (index === position ? change(toBody(row)) : row));
  });
}

export function onEveryRow(change: (row: Row) => unknown): (response: BackendResponse) => BackendResponse {
  return onList((rows) => rows.map((row) => change(toBody(row))));
}

/** A row with these fields changed. `undefined` removes a field, because JSON has no such value. */
export function withField(row: Row, names: readonly string[], change: (value: unknown) => unknown): Row {
  return Object.fromEntries(
    Object.entries(row).map(([name, value]) => [name, names.includes(name) ? change(value) : value]),
  );
}

export function withTotal(change: (total: number) => number): (response: BackendResponse) => BackendResponse {
  return (response) => {
    const body = toBody(response.body);
    const changed = Object.entries(body).map(([name, value]) => [
      name,
      TOTALS.includes(name) ? change(Number(value)) : value,
    ]);
    return { ...response, body: Object.fromEntries(changed) as Body };
  };
}

function toBody(value: unknown): Body {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

function firstOf(value: unknown): unknown {
  return Array.isArray(value) ? (value[0] as unknown) : value;
}
