import type { FaultyProvider } from './world.js';
import type { Received, Responder } from '../support/fault-server.js';
import type { Backend, Told } from './backend.js';
import { reply } from '../support/responders.js';
import { onList } from './bodies.js';

/** Which list an upstream call is about, whatever part of it is asked for. */
function listOf({ target }: Received): string {
  const { pathname, searchParams } = new URL(target, 'http://localhost');
  const words = [...searchParams].filter(([name]) => WINDOW.test(name));
  return JSON.stringify([pathname, words]);
}

const WINDOW = /^(action|app|status\.\d+|start_time|end_time)$/;

/** The offset counts for nothing: every page begins with the list's first row. */
export function repeated({ changed }: Backend): Responder {
  const seen = new Map<string, Map<string, unknown>>();
  return changed((told, received) => {
    const list = listOf(received);
    const known = seen.get(list) ?? new Map<string, unknown>();
    seen.set(list, known);
    const limit = Number(new URL(received.target, 'http://localhost').searchParams.get('limit') ?? Infinity);
    return onList((rows) => {
      for (const row of rows) known.set(JSON.stringify(row), row);
      return [...known.values()].slice(0, limit);
    })(told);
  });
}

/** Every answer about a list is the first one, word for word. */
export function stuck({ changed }: Backend): Responder {
  const first = new Map<string, Told>();
  return changed((told, received) => {
    const list = listOf(received);
    const known = first.get(list) ?? told;
    first.set(list, known);
    return known;
  });
}

/** Every page of a list after its first one is empty, whatever the total says. */
export function emptyAfterFirst({ changed }: Backend): Responder {
  const met = new Set<string>();
  return changed((told, received) => {
    const list = listOf(received);
    if (met.has(list)) return onList(() => [])(told);
    met.add(list);
    return told;
  });
}

/** Refuses a request for its time stamp, and tells a time of its own. */
export function clockRefusal(provider: FaultyProvider): Responder {
  const date = new Date(Date.now() + 45_000).toUTCString();
  return provider === 'QINGCLOUD'
    ? reply(200, '{"ret_code":1300,"message":"RequestHasExpired, request has expired"}', { date })
    : reply(401, JSON.stringify({ error_code: 'APIGW.0301', error_msg: EXPIRED }), { date });
}

const EXPIRED = 'Incorrect IAM authentication information: verify aksk signature fail, signature expired';
