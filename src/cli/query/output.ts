import { type Answer, isObject, rowsOfAnswer, toList, toOneLine, withValueAt } from './answer.js';
import type { Output } from './arguments.js';
import type { Connection } from './document.js';
import type { Page } from './pages.js';
import { formatTable } from '../table.js';

/** Takes answers as they come, and writes them in one form. */
export interface Writer {
  write(page: Page): void;
  end(): void;
}

/** NDJSON is written row by row; the others when everything is there. */
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
        write: ({ answer }) => {
          for (const row of rowsOfAnswer(answer, connections)) write(`${JSON.stringify(row)}\n`);
        },
        end: () => undefined,
      };
    case 'table':
      return {
        write: ({ answer }) => void rows.push(...rowsOfAnswer(answer, connections)),
        end: () => {
          if (rows.length > 0) write(formatTable(toCells(rows)));
        },
      };
  }
}

/** Pages of one list as one answer: all rows, and of everything else what the last page says. */
function joinPages(pages: readonly Page[], connection: Connection | undefined): Answer {
  const last = pages.at(-1);
  const answer = last?.answer ?? {};
  const lists = pages.flatMap(({ list }) => (list ? [list] : []));
  const [first] = lists;
  const latest = lists.at(-1);
  if (!connection || !first || !latest || pages.length < 2) return answer;
  const joined: Record<string, unknown> = { ...latest };
  for (const key of [connection.nodesKey, connection.edgesKey]) {
    if (key !== undefined) joined[key] = lists.flatMap((list) => toList(list[key]));
  }
  const { pageInfoKey } = connection;
  if (pageInfoKey !== undefined) joined[pageInfoKey] = joinPageInfo(first[pageInfoKey], latest[pageInfoKey]);
  const base = last?.list ? answer : { ...answer, data: pages[0]?.answer.data };
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
  // What is empty in one row (`jobs`) has columns of its own in another (`jobs.action`).
  const columns = named.filter((column) => !named.some((other) => other.startsWith(`${column}.`)));
  return [columns, ...flat.map((row) => columns.map((column) => row.get(column) ?? ''))];
}

/** `{ account: { name: 'a' }, clusters: [{ name: 'b' }] }` is `account.name` a and `clusters.name` b. */
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
