import type { Connection } from './document.js';

export type JsonObject = Readonly<Record<string, unknown>>;

/** The result of a GraphQL operation as JSON. */
export interface QueryResult {
  readonly data?: unknown;
  readonly errors?: readonly unknown[];
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The value at a path in a result's data; `undefined` if there is none, or if a list lies on the path. */
export function valueAt(data: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>((value, key) => (isObject(value) ? value[key] : undefined), data);
}

/** A copy of the data with another value at the path. */
export function withValueAt(data: unknown, path: readonly string[], value: unknown): unknown {
  const [key, ...rest] = path;
  if (key === undefined || !isObject(data)) return value;
  return { ...data, [key]: withValueAt(data[key], rest, value) };
}

/** The rows of a connection's page, selected through `nodes` or `edges`. */
export function rowsOf(page: JsonObject, { nodesKey, edgesKey }: Connection): readonly unknown[] {
  if (nodesKey !== undefined) return toList(page[nodesKey]);
  if (edgesKey === undefined) return [];
  return toList(page[edgesKey]).map((edge) => (isObject(edge) && 'node' in edge ? edge['node'] : edge));
}

export function toList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** The rows of a result: those of its only connection, else of its only list, else the data as one row. */
export function rowsOfResult({ data }: QueryResult, connections: readonly Connection[]): readonly unknown[] {
  const [connection, ...others] = connections;
  if (connection && others.length === 0) {
    const page = valueAt(data, connection.path);
    return isObject(page) ? rowsOf(page, connection) : [];
  }
  if (!isObject(data)) return [];
  const values = Object.values(data);
  const [only] = values;
  return values.length === 1 && Array.isArray(only) ? only : [data];
}

/** One line per error: path, message and code. */
export function describeErrors(errors: readonly unknown[]): string {
  return errors.map((error) => `${describeError(error)}\n`).join('');
}

function describeError(error: unknown): string {
  if (!isObject(error)) return 'An error without a message.';
  const { message, path, extensions } = error;
  const code = isObject(extensions) && typeof extensions['code'] === 'string' ? ` (${extensions['code']})` : '';
  const place = Array.isArray(path) ? `${path.join('.')}: ` : '';
  return toOneLine(`${place}${typeof message === 'string' ? message : 'An error without a message.'}${code}`);
}

/** Replaces control characters, which could move a terminal's cursor. */
export function toOneLine(text: string): string {
  return text.replaceAll(/\p{Cc}+/gu, ' ');
}
