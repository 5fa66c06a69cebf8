import { GraphQLError, GraphQLScalarType, Kind, type ValueNode } from 'graphql';

/** RFC 3339 with an offset. `Date.parse` alone does not require one. */
const DATE_TIME = /^\d{4}-\d{2}-\d{2}[Tt](?:[01]\d|2[0-3]):\d{2}:\d{2}(\.\d+)?([Zz]|[+-]\d{2}:\d{2})$/;

/**
 * RFC 3339. An input value becomes milliseconds since 1970. An output value is text already, in UTC with milliseconds
 * (`toDateTime`), so that a response of a thousand rows does not check and convert two thousand values.
 */
export const DateTime = new GraphQLScalarType<number, string>({
  name: 'DateTime',
  serialize: String,
  extensions: { isText: true },
  parseValue: (value) => toMilliseconds(value),
  parseLiteral: (node) => toMilliseconds(node.kind === Kind.STRING ? node.value : undefined, node),
});

/** Number of recently formatted times that are kept, because the rows of a list are requested repeatedly. */
const CACHE_SIZE = 16_384;
const times = new Float64Array(CACHE_SIZE).fill(Number.NaN);
const texts: string[] = new Array<string>(CACHE_SIZE).fill('');

/** Milliseconds since 1970 in the format of `toISOString`, at a small part of its cost. */
export function toDateTime(time: number): string {
  const index = Math.floor(time / 1000) & (CACHE_SIZE - 1);
  if (times[index] !== time) [times[index], texts[index]] = [time, new Date(time).toISOString()];
  return texts[index] ?? '';
}

function toMilliseconds(value: unknown, node: ValueNode | null = null): number {
  const time = typeof value === 'string' && DATE_TIME.test(value) ? Date.parse(value.toUpperCase()) : Number.NaN;
  if (Number.isNaN(time) || !isCalendarDate(String(value))) {
    throw new GraphQLError('A DateTime is written like 2026-11-21T08:00:00Z, with a time zone.', { nodes: node });
  }
  return time;
}

/** `Date.parse` reads the 31st of February as a day in March. */
function isCalendarDate(text: string): boolean {
  const [year = 0, month = 0, day = 0] = text.slice(0, 10).split('-').map(Number);
  // Date.UTC would read the year 99 as 1999.
  return day >= 1 && day <= new Date(new Date(0).setUTCFullYear(year, month, 0)).getUTCDate();
}
