import { GraphQLError, GraphQLScalarType, Kind, type ValueNode } from 'graphql';

/** RFC 3339 with an offset, which `Date.parse` alone does not insist on. */
const DATE_TIME = /^\d{4}-\d{2}-\d{2}[Tt](?:[01]\d|2[0-3]):\d{2}:\d{2}(\.\d+)?([Zz]|[+-]\d{2}:\d{2})$/;

/**
 * RFC 3339: what is read is milliseconds since 1970 on this side. What is answered is text already, in UTC with
 * milliseconds (`toDateTime`), so that an answer of a thousand rows need not check and turn two thousand values.
 */
export const DateTime = new GraphQLScalarType<number, string>({
  name: 'DateTime',
  serialize: String,
  extensions: { isText: true },
  parseValue: (value) => toMilliseconds(value),
  parseLiteral: (node) => toMilliseconds(node.kind === Kind.STRING ? node.value : undefined, node),
});

/** Of the times written last, each in a place of its own: the rows of a list are asked for again and again. */
const PLACES = 16_384;
const times = new Float64Array(PLACES).fill(Number.NaN);
const texts: string[] = new Array<string>(PLACES).fill('');

/** Milliseconds since 1970 as `toISOString` writes them, at a small part of its price. */
export function toDateTime(time: number): string {
  const place = Math.floor(time / 1000) & (PLACES - 1);
  if (times[place] !== time) [times[place], texts[place]] = [time, new Date(time).toISOString()];
  return texts[place] ?? '';
}

function toMilliseconds(value: unknown, node: ValueNode | null = null): number {
  const time = typeof value === 'string' && DATE_TIME.test(value) ? Date.parse(value.toUpperCase()) : Number.NaN;
  if (Number.isNaN(time) || !isCalendarDate(String(value))) {
    throw new GraphQLError('A DateTime is written like 2026-11-21T08:00:00Z, with a time zone.', { nodes: node });
  }
  return time;
}

/** `Date.parse` takes the 31st of February for a day in March. */
function isCalendarDate(text: string): boolean {
  const [year = 0, month = 0, day = 0] = text.slice(0, 10).split('-').map(Number);
  // Date.UTC would take the year 99 for 1999.
  return day >= 1 && day <= new Date(new Date(0).setUTCFullYear(year, month, 0)).getUTCDate();
}
