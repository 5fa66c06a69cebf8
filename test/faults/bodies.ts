import type { Told } from './backend.js';

export type Row = Record<string, unknown>;

const LISTS = ['clusterLogRecord', 'clusters', 'logical_cluster_tasks', 'jobs', 'instances', 'cluster_set', 'job_set'];
export const IDS = ['id', 'cluster_id', 'job_id'];
export const TIMES = ['createAt', 'created', 'start_time', 'create_time'];
const TOTALS = ['totalSize', 'count', 'total_count'];

type Body = Record<string, unknown>;

/** Changes the list of an answer, or what stands in its place where an answer is about one thing. */
export function onList(change: (rows: readonly unknown[], body: Body) => unknown): (told: Told) => Told {
  return (told) => {
    const body = toBody(told.body);
    // One thing may have lists of its own.
    const list = IDS.some((name) => name in body) ? undefined : LISTS.find((name) => Array.isArray(body[name]));
    if (list !== undefined) {
      const rows: unknown = body[list];
      return { ...told, body: { ...body, [list]: change(Array.isArray(rows) ? rows : [], body) } };
    }
    // One thing, in a wrapper or bare.
    if ('cluster' in body) return { ...told, body: { ...body, cluster: firstOf(change([body['cluster']], body)) } };
    return { ...told, body: firstOf(change([body], body)) ?? {} };
  };
}

/** Changes the third row of each list, or the only one; what goes wrong is in the middle. */
export function onRow(change: (row: Row) => unknown): (told: Told) => Told {
  return onList((rows) => {
    const place = Math.min(2, rows.length - 1);
    return rows.map((row, index) => (index === place ? change(toBody(row)) : row));
  });
}

export function onEveryRow(change: (row: Row) => unknown): (told: Told) => Told {
  return onList((rows) => rows.map((row) => change(toBody(row))));
}

/** A row with what makes it one, the id or the time, changed: `undefined` takes it out. */
export function withField(row: Row, names: readonly string[], change: (value: unknown) => unknown): Row {
  return Object.fromEntries(
    Object.entries(row).map(([name, value]) => [name, names.includes(name) ? change(value) : value]),
  );
}

export function withTotal(change: (total: number) => number): (told: Told) => Told {
  return (told) => {
    const body = toBody(told.body);
    const changed = Object.entries(body).map(([name, value]) => [
      name,
      TOTALS.includes(name) ? change(Number(value)) : value,
    ]);
    return { ...told, body: Object.fromEntries(changed) as Body };
  };
}

function toBody(value: unknown): Body {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

function firstOf(value: unknown): unknown {
  return Array.isArray(value) ? (value[0] as unknown) : value;
}
