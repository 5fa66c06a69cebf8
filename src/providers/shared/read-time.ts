import { isTime } from '../../domain/ids.js';
import { parseTime } from './times.js';

/**
 * A time in milliseconds since 1970, from any form that these services and their siblings use: ISO 8601 with any offset,
 * with a space, with fractions, without separators, or a date alone; RFC 1123; seconds or milliseconds since 1970 as a number or as text.
 * `undefined` for anything else. Digits below a millisecond are dropped; times without a zone are in `timeZone`.
 */
export function readTime(value: unknown, timeZone: string): number | undefined {
  const time = typeof value === 'string' ? readText(value, timeZone) : readEpoch(value);
  return isTime(time) ? time : undefined;
}

function readText(text: string, timeZone: string): number | undefined {
  return parseTime(text, timeZone) ?? readOtherForm(text.trim(), timeZone);
}

function readOtherForm(text: string, timeZone: string): number | undefined {
  if (NUMBER.test(text)) return readEpoch(Number(text));
  if (DATE.test(text)) return parseTime(`${text} 00:00`, timeZone);
  if (BASIC.test(text)) return parseTime(text.replace(BASIC, '$1-$2-$3T$4:$5:$6'), timeZone);
  const [, day = '', month = '', year = '', time = '', zone = ''] = RFC_1123.exec(text) ?? [];
  const number = MONTHS.indexOf(month.toLowerCase()) + 1;
  if (number === 0) return parseTime(text, timeZone);
  return parseTime(`${year}-${twoDigits(number)}-${twoDigits(Number(day))} ${time}${toOffset(zone)}`, timeZone);
}

const NUMBER = /^\d+(?:\.\d+)?$/;
const DATE = /^\d{4}-\d\d-\d\d$/;
/** The basic format of ISO 8601: 20261121T080000Z. What follows the seconds is as in the extended format. */
const BASIC = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)(?!\d)/i;
/** Sat, 21 Nov 2026 08:00:00 GMT */
const RFC_1123 = /^(?:[a-z]{3}, ?)?(\d{1,2}) ([a-z]{3}) (\d{4}) (\d\d:\d\d(?::\d\d)?) ?(GMT|UTC?|Z|[+-]\d{4})$/i;
const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

function twoDigits(number: number): string {
  return String(number).padStart(2, '0');
}

function toOffset(zone: string): string {
  return /^[+-]/.test(zone) ? zone : 'Z';
}

/** As seconds this is the year 5138, as milliseconds it is 1973: no job or cluster is that new or that old. */
const FIRST_MILLISECONDS = 1e11;
/** Seconds from 1973 on. A smaller number, such as 0, stands for no time. */
const FIRST_SECONDS = 1e8;
/** A larger number has another form: 20261121080000 is digits of a date, and microseconds have 16 digits. */
const LAST_MILLISECONDS = Date.UTC(2200, 0);

function readEpoch(value: unknown): number | undefined {
  if (typeof value !== 'number' || !(value >= FIRST_SECONDS && value < LAST_MILLISECONDS)) return undefined;
  return Math.floor(value >= FIRST_MILLISECONDS ? value : value * 1000);
}
