import { setTimeout as delay } from 'node:timers/promises';
import { CommandError } from '../command-error.js';
import { createSendVariants, type SendQuery } from './client.js';
import { isObject, type JsonObject, type QueryResult, rowsOf, toList, valueAt, withValueAt } from './result.js';
import { incompleteMessage, namesOf } from './unavailable.js';
import { PAGE_KEY, type PagedQuery, UNAVAILABLE_KEY } from './variants.js';

/** Pauses before another attempt when only unavailable sources are left. A page with rows starts them again. */
const WAITS_MS = [1000, 2000, 4000, 8000, 15_000];

export interface Page {
  readonly result: QueryResult;
  /** The connection in the result, without the fields that were added to the query; `undefined` if it is `null`. */
  readonly connection: JsonObject | undefined;
}

/** Receives a line after each page. `continues`: the next page is requested at once. */
export type ReportProgress = (line: string, continues: boolean) => void;

export interface PageOptions {
  readonly send: SendQuery;
  readonly query: PagedQuery;
  readonly variables: JsonObject;
  readonly report: ReportProgress;
}

/**
 * Reads a connection to its end, then waits for unavailable sources that may recover. Throws a CommandError if some of
 * them do not.
 */
export async function* readPages({ send, query, variables, report }: PageOptions): AsyncGenerator<Page> {
  const { connection, variable } = query;
  const sendPage = createSendVariants(send, query.variants);
  let after: unknown = query.start ?? variables[variable];
  let [rows, pages, waits] = [0, 0, 0];
  for (;;) {
    // Without a start here, the default value of the query's variable applies.
    const result = await sendPage(after === undefined ? variables : { ...variables, [variable]: after });
    const found = valueAt(result.data, connection.path);
    if (Array.isArray(found) || (found === undefined && isObject(result.data) && result.errors === undefined)) {
      throw new CommandError('--all needs a connection at the top level; this one is nested in another list.');
    }
    if (!isObject(found)) {
      yield { result, connection: undefined };
      return;
    }
    const { [PAGE_KEY]: info, [UNAVAILABLE_KEY]: unavailable, ...page } = found;
    yield { result: { ...result, data: withValueAt(result.data, connection.path, page) }, connection: page };
    if (result.errors !== undefined) return;

    const count = rowsOf(page, connection).length;
    [rows, pages] = [rows + count, pages + 1];
    if (count > 0) waits = 0;
    const sources = toList(unavailable).filter(isObject);
    const { hasNextPage, endCursor } = isObject(info) ? info : {};
    report(describeProgress(rows, pages, sources), hasNextPage === true);
    if (hasNextPage !== true) {
      if (sources.length === 0) return;
      const wait = sources.some(({ retryable }) => retryable === true) ? WAITS_MS[waits++] : undefined;
      if (wait === undefined) throw new CommandError(incompleteMessage(sources), 1);
      await delay(wait);
    } else if (endCursor === after || typeof endCursor !== 'string') {
      throw new CommandError('The server reports a next page without a new endCursor.', 1);
    }
    after = endCursor ?? after;
  }
}

function describeProgress(rows: number, pages: number, unavailable: readonly JsonObject[]): string {
  const missing = unavailable.length > 0 ? `; unavailable: ${namesOf(unavailable)}` : '';
  return `${rows} rows, ${pages} ${pages === 1 ? 'page' : 'pages'}${missing}`;
}
