import { parseTime } from '../times.js';
import { invalidField } from './wire.js';
import type { Project } from './project.js';

/** What reading a row needs to know of where it comes from. */
export type Source = Pick<Project, 'account' | 'timeZone'>;

/** A time that a row cannot be without. Throws UPSTREAM_INVALID, naming `place`. */
export function toRequiredTime(text: string, place: string, { account, timeZone }: Source): number {
  const time = parseTime(text, timeZone);
  if (time === undefined) throw invalidField(account, place);
  return time;
}

/** A time that a row may be without; `null` too where it is none. */
export function toOptionalTime(value: unknown, { timeZone }: Source): number | null {
  return typeof value === 'string' ? (parseTime(value, timeZone) ?? null) : null;
}
