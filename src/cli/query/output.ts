import { formatTable } from '../table.js';
import type { Output } from './arguments.js';
import type { Connection } from './document.js';
import type { Page } from './pages.js';
import { isObject, type QueryResult, rowsOfResult, toList, toOneLine, withValueAt } from './result.js';

/** Writes pages in one output format. */
export interface Writer {
  write(page: Page): void;
  end(): void;
}

/** NDJSON is written page by page; the other formats at the end, when all rows are known. */
export function createWriter(
  output: Output,
  connections: readonly Connection[],
  write: (text: string) => void,
): Writer {
  const pages: Page[] = [];
  const rows: unknown[] = [];
  const keep = (page: Page) => void pages.push(page);
  switch (output) {
    case 'json':
      return {
        write: keep,
        end: () => {
          if (pages.length > 0) write(`${JSON.stringify(joinPages(pages, connections[0]), undefined, 2)}\n`);
        },
      };
    case 'ndjson':
      return {
        write: ({ result }) => {
          for (const row of rowsOfResult(result, connections)) write(`${JSON.stringify(row)}\n`);
        },
        end: () => undefined,
      };
    case 'table':
      return {
        write: ({ result }) => void rows.push(...rowsOfResult(result, connections)),
        end: () => {
          if (rows.length > 0) write(formatTable(toCells(rows)));
        },
      };
  }
}

/** Joins the pages of one connection: all rows, and every other field as in the last page. */
function joinPages(pages: readonly Page[], connection: Connection | undefined): QueryResult {
  const last = pages.at(-1);
  const result = last?.result ?? {};
  const read = pages.flatMap((page) => (page.connection ? [page.connection] : []));
  const [first] = read;
  const latest = read.at(-1);
  if (!connection || !first || !latest || pages.length < 2) return result;
  const joined: Record<string, unknown> = { ...latest };
  for (const key of [connection.nodesKey, connection.edgesKey]) {
    if (key !== undefined) joined[key] = read.flatMap((page) => toList(page[key]));
  }
  const { pageInfoKey } = connection;
  if (pageInfoKey !== undefined) joined[pageInfoKey] = joinPageInfo(first[pageInfoKey], latest[pageInfoKey]);
  const base = last?.connection ? result : { ...result, data: pages[0]?.result.data };
  return { ...base, data: withValueAt(base.data, connection.path, joined) };
}

function joinPageInfo(first: unknown, latest: unknown): unknown {
  if (!isObject(first) || !isObject(latest)) return latest;
  const beginning = Object.entries(first).filter(([key]) => key === 'startCursor' || key === 'hasPreviousPage');
  return { ...latest, ...Object.fromEntries(beginning) };
}

function toCells(rows: readonly unknown[]): string[][] {
  const flat = rows.map((row) => flatten(row));
  const named = [...new Set(flat.flatMap((row) => [...row.keys()]))];
  // A list that is empty in one row (`jobs`) has its own columns in another (`jobs.action`).
  const columns = named.filter((column) => !named.some((other) => other.startsWith(`${column}.`)));
  return [columns, ...flat.map((row) => columns.map((column) => row.get(column) ?? ''))];
}

/** `{ account: { name: 'a' }, clusters: [{ name: 'b' }] }` becomes `account.name` a and `clusters.name` b. */
function flatten(value: unknown, path = ''): Map<string, string> {
  if (isObject(value)) {
    return new Map(
      Object.entries(value).flatMap(([key, part]) => [...flatten(part, path === '' ? key : `${path}.${key}`)]),
    );
  }
  if (Array.isArray(value) && value.some((part) => isObject(part))) return flattenList(value, path);
  return new Map([[path === '' ? 'value' : path, toCell(value)]]);
}

function flattenList(parts: readonly unknown[], path: string): Map<string, string> {
  const cells = new Map<string, string>();
  for (const part of parts) {
    for (const [key, text] of flatten(part, path)) cells.set(key, cells.has(key) ? `${cells.get(key)}, ${text}` : text);
  }
  return cells;
}

function toCell(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (Array.isArray(value)) return value.map(toCell).join(', ');
  return toOneLine(typeof value === 'string' ? value : JSON.stringify(value));
}
