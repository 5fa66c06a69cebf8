import { setTimeout as delay } from 'node:timers/promises';
import { CommandError } from '../command-error.js';
import { type Answer, isObject, type JsonObject, rowsOf, toList, valueAt, withValueAt } from './answer.js';
import { type Ask, createVersionedAsk } from './client.js';
import { PAGE_KEY, type PagedQuery, UNAVAILABLE_KEY } from './paging.js';
import { incomplete, namesOf } from './sources.js';

/** How long to wait for sources that are unavailable, each time that nothing comes; then they are given up. */
const WAITS_MS = [1000, 2000, 4000, 8000, 15_000];

export interface Page {
  readonly answer: Answer;
  /** The list in it, without what was added to the query; `undefined` where it could not be read. */
  readonly list: JsonObject | undefined;
}

export interface Walk {
  readonly ask: Ask;
  readonly query: PagedQuery;
  readonly variables: JsonObject;
  /** Told how far it is after each page, and whether it goes on at once. */
  readonly tell: (line: string, goesOn: boolean) => void;
}

/**
 * Follows a list to its end, and beyond it while sources are unavailable that may come back. Throws a CommandError
 * where some of them do not.
 */
export async function* readPages({ ask, query, variables, tell }: Walk): AsyncGenerator<Page> {
  const { connection, variable } = query;
  const askPage = createVersionedAsk(ask, query.versions);
  let after: unknown = query.start ?? variables[variable];
  let [rows, pages, waits] = [0, 0, 0];
  for (;;) {
    // Where nothing says where it begins, the variable's default may.
    const answer = await askPage(after === undefined ? variables : { ...variables, [variable]: after });
    const found = valueAt(answer.data, connection.path);
    if (Array.isArray(found) || (found === undefined && isObject(answer.data) && answer.errors === undefined)) {
      throw new CommandError('--all follows the pages of one list, and this one is there for each row of another.');
    }
    if (!isObject(found)) {
      yield { answer, list: undefined };
      return;
    }
    const { [PAGE_KEY]: info, [UNAVAILABLE_KEY]: unavailable, ...list } = found;
    yield { answer: { ...answer, data: withValueAt(answer.data, connection.path, list) }, list };
    if (answer.errors !== undefined) return;

    const count = rowsOf(list, connection).length;
    [rows, pages] = [rows + count, pages + 1];
    if (count > 0) waits = 0;
    const missing = toList(unavailable).flatMap((source) => (isObject(source) ? [source] : []));
    const { hasNextPage, endCursor } = isObject(info) ? info : {};
    const unread = missing.length > 0 ? `; unavailable: ${namesOf(missing)}` : '';
    tell(`${rows} rows, ${pages} ${pages === 1 ? 'page' : 'pages'}${unread}`, hasNextPage === true);
    if (hasNextPage !== true) {
      if (missing.length === 0) return;
      const wait = missing.some(({ retryable }) => retryable === true) ? WAITS_MS[waits++] : undefined;
      if (wait === undefined) throw new CommandError(incomplete(missing), 1);
      await delay(wait);
    } else if (endCursor === after || typeof endCursor !== 'string') {
      throw new CommandError('The list says that it goes on, but not where.', 1);
    }
    after = endCursor ?? after;
  }
}
