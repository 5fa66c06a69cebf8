import type { CloudReply } from '../../service.js';
import type { HuaweiBehaviour } from '../behaviour.js';
import { isWithin, toWhole } from '../query.js';

/** The requested rows, counted from 0. */
export interface Range {
  readonly start: number;
  readonly size: number;
}

const NAMES = ['offset', 'start'] as const;

/**
 * "offset: Start value for log query. The default value is 1, indicating that the query starts from the first log
 * record. Value range: 1-1000"; "limit: Value range: 1-1000. Default value: 10". The older page has `start`.
 */
export function readRange(query: URLSearchParams, behaviour: HuaweiBehaviour): Range | CloudReply {
  const { cssParameters, cssReach } = behaviour;
  const known = NAMES.filter((name) => cssParameters === 'both' || cssParameters.startsWith(name));
  const unknown = NAMES.find((name) => !known.includes(name) && query.has(name));
  if (unknown !== undefined && cssParameters.endsWith('strict')) return toCssBadParameter(`unknown ${unknown}`);
  const first = toWhole(known.map((name) => query.get(name)).find((text) => text !== null) ?? null, 1);
  const size = toWhole(query.get('limit'), 10);
  if (!isWithin(first, 1, cssReach)) return toCssBadParameter(`${known.join(' or ')} must be 1 to ${cssReach}`);
  if (!isWithin(size, 1, 1000)) return toCssBadParameter('limit must be 1 to 1000');
  return { start: first - 1, size };
}

export function toCssBadParameter(detail: string): CloudReply {
  return toCssError(400, 'CSS.0001', `CSS.0001 : Incorrect parameters. (${detail})`);
}

/** CSS's own envelope, which is not the gateway's. */
export function toCssError(status: number, errCode: string, externalMessage: string): CloudReply {
  return { status, body: { errCode, externalMessage } };
}
