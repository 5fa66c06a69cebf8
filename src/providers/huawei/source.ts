import { parseTime } from '../shared/times.js';
import { invalidField } from './wire.js';
import type { Project } from './project.js';

/** What reading a row needs to know of where it comes from. */
export type Source = Pick<Project, 'account' | 'timeZone'>;

/** A time that a row cannot be without. Throws UPSTREAM_INVALID, naming the place. */
export function toRequiredTime(
  text: string,
  { account, timeZone }: Source,
  field: string,
  list: string,
  index?: number,
): number {
  const time = parseTime(text, timeZone);
  if (time === undefined) throw invalidField(account, placeOf(field, list, index));
  return time;
}

/** Where a field stands, put into words only when there is something to complain about: `jobs[3].start_time`. */
export function placeOf(field: string, list: string, index?: number): string {
  const row = index === undefined ? list : `${list}[${index}]`;
  return row === '' ? field : `${row}.${field}`;
}

/** A time that a row may be without; `null` too where it is none. */
export function toOptionalTime(value: unknown, { timeZone }: Source): number | null {
  return typeof value === 'string' ? (parseTime(value, timeZone) ?? null) : null;
}
