import type { FaultyProvider } from './served-graph.js';
import type { Received, Responder } from '../support/fault-server.js';
import type { Backend, BackendResponse } from './backend.js';
import { reply } from '../support/responders.js';
import { onList } from './change-body.js';

/** Identifies the list that an upstream call reads, regardless of the requested page. */
function listOf({ target }: Received): string {
  const { pathname, searchParams } = new URL(target, 'http://localhost');
  const words = [...searchParams].filter(([name]) => WINDOW.test(name));
  return JSON.stringify([pathname, words]);
}

const WINDOW = /^(action|app|status\.\d+|start_time|end_time)$/;

/** Ignores the offset: every page starts with the first row of the list. */
export function repeated({ changed }: Backend): Responder {
  const seen = new Map<string, Map<string, unknown>>();
  return changed((response, received) => {
    const list = listOf(received);
    const known = seen.get(list) ?? new Map<string, unknown>();
    seen.set(list, known);
    const limit = Number(new URL(received.target, 'http://localhost').searchParams.get('limit') ?? Infinity);
    return onList((rows) => {
      for (const row of rows) known.set(JSON.stringify(row), row);
      return [...known.values()].slice(0, limit);
    })(response);
  });
}

/** Repeats the first response for a list, regardless of the requested page. */
export function stuck({ changed }: Backend): Responder {
  const first = new Map<string, BackendResponse>();
  return changed((response, received) => {
    const list = listOf(received);
    const known = first.get(list) ?? response;
    first.set(list, known);
    return known;
  });
}

/** Returns the first page of a list and then empty pages, with an unchanged total. */
export function emptyAfterFirst({ changed }: Backend): Responder {
  const met = new Set<string>();
  return changed((response, received) => {
    const list = listOf(received);
    if (met.has(list)) return onList(() => [])(response);
    met.add(list);
    return response;
  });
}

/** Rejects a request because of its timestamp, with a Date header 45 seconds ahead. */
export function clockSkewRejection(provider: FaultyProvider): Responder {
  const date = new Date(Date.now() + 45_000).toUTCString();
  return provider === 'QINGCLOUD'
    ? reply(200, '{"ret_code":1300,"message":"RequestHasExpired, request has expired"}', { date })
    : reply(401, JSON.stringify({ error_code: 'APIGW.0301', error_msg: EXPIRED }), { date });
}

const EXPIRED = 'Incorrect IAM authentication information: verify aksk signature fail, signature expired';
