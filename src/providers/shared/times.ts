// The forms seen: 2018-03-04T05:37:58Z and with fractions (QingCloud), 2023-09-12T06:44:01+0000 (GeminiDB),
// 2018-02-06T09:00:00 (CSS, no zone), 2018-02-06 09:00:00 (DWS, no zone).
const FORM = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:[.,]\d+)?)?(?: ?(?:Z|UTC|[+-]\d\d(?::?\d\d)?))?$/i;
const REST = /^(?:[.,](\d+))?(?: ?([ZUCT]+|[+-][\d:]+))?$/i;

/**
 * A provider's time in milliseconds since 1970; `undefined` if the text is not a time, or the day does not exist.
 * A time without a zone is in `timeZone`, an IANA name. Digits below a millisecond are dropped.
 */
export function parseTime(text: string, timeZone: string): number | undefined {
  if (!FORM.test(text)) return undefined;
  // All forms begin alike, so the digits are read by position: captures of an expression are garbage to collect.
  const date = toDate(digits(text, 0, 4), digits(text, 5, 7), digits(text, 8, 10));
  const hasSeconds = text.charAt(16) === ':';
  const time = toTimeOfDay(digits(text, 11, 13), digits(text, 14, 16), hasSeconds ? digits(text, 17, 19) : 0);
  if (date === undefined || time === undefined) return undefined;
  const wall = date + time;
  const end = hasSeconds ? 19 : 16;
  if (text.length === end) return wall - offsetAtWall(wall, timeZone);
  return isPlainUtc(text, end) ? wall : withRest(wall, text.slice(end), timeZone);
}

function digits(text: string, from: number, to: number): number {
  let number = 0;
  for (let index = from; index < to; index++) number = number * 10 + text.charCodeAt(index) - ZERO;
  return number;
}

const ZERO = 48;

/** Whether only UTC follows, in one of the providers' usual forms. Nearly always true, so it copies no text. */
function isPlainUtc(text: string, end: number): boolean {
  const length = text.length - end;
  return (length === 1 && text.endsWith('Z')) || (length === 5 && text.endsWith('+0000'));
}

/** `rest`: the text behind the seconds, a fraction or a zone or both. */
function withRest(wall: number, rest: string, timeZone: string): number | undefined {
  const [, fraction = '', zone] = REST.exec(rest) ?? [];
  const exact = wall + Number(fraction.slice(0, 3).padEnd(3, '0'));
  if (zone === undefined) return exact - offsetAtWall(exact, timeZone);
  const offset = toOffset(zone);
  return offset === undefined ? undefined : exact - offset;
}

/** Midnight of a day. Date.UTC would read the 30th of February as the 2nd of March, and the year 99 as 1999. */
function toDate(year: number, month: number, day: number): number | undefined {
  if (year < 100 || month < 1 || month > 12 || day < 1) return undefined;
  const isLeap = month === 2 && year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return day > (DAYS[month - 1] ?? 0) + Number(isLeap) ? undefined : Date.UTC(year, month - 1, day);
}

const DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

function toTimeOfDay(hour: number, minute: number, second: number): number | undefined {
  return hour > 23 || minute > 59 || second > 59 ? undefined : ((hour * 60 + minute) * 60 + second) * 1000;
}

function toOffset(zone: string): number | undefined {
  if (/^(?:Z|UTC)$/i.test(zone)) return 0;
  const hours = Number(zone.slice(1, 3));
  const minutes = Number(zone.slice(3).replace(':', ''));
  if (hours > 14 || minutes > 59) return undefined;
  return (zone.startsWith('-') ? -1 : 1) * (hours * 60 + minutes) * 60_000;
}

/**
 * By how much a zone's clocks are ahead of UTC when they show `wall`. If they show it twice, the first time counts; if
 * they skip it, the time that follows.
 */
function offsetAtWall(wall: number, timeZone: string): number {
  if (timeZone === 'UTC') return 0;
  const [before, after] = [offsetAt(wall - DAY_MS, timeZone), offsetAt(wall + DAY_MS, timeZone)];
  const isAfter = offsetAt(wall - before, timeZone) !== before && offsetAt(wall - after, timeZone) === after;
  return isAfter ? after : before;
}

const DAY_MS = 86_400_000;

/** By how much a zone's clocks are ahead of UTC at an instant. */
function offsetAt(instant: number, timeZone: string): number {
  const parts = new Map(
    clockOf(timeZone)
      .formatToParts(instant)
      .map(({ type, value }) => [type, value]),
  );
  const shown = ['year', 'month', 'day', 'hour', 'minute', 'second'] as const;
  const [year = 0, month = 1, day, hour, minute, second] = shown.map((type) => Number(parts.get(type)));
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(instant / 1000) * 1000;
}

const clocks = new Map<string, Intl.DateTimeFormat>();

/** A zone's clock. Creating one costs a thousand times its use; there is at most one for each configured zone. */
function clockOf(timeZone: string): Intl.DateTimeFormat {
  const known = clocks.get(timeZone);
  if (known !== undefined) return known;
  const clock = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    calendar: 'gregory',
    numberingSystem: 'latn',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  clocks.set(timeZone, clock);
  return clock;
}
