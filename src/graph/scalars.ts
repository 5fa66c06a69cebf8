import { GraphQLError, GraphQLScalarType, Kind } from 'graphql';

/** RFC 3339 with an offset, which `Date.parse` alone does not insist on. */
const DATE_TIME = /^\d{4}-\d{2}-\d{2}[Tt]\d{2}:\d{2}:\d{2}(\.\d+)?([Zz]|[+-]\d{2}:\d{2})$/;

/** Milliseconds since 1970 on this side, RFC 3339 in UTC with milliseconds on the other. */
export const DateTime = new GraphQLScalarType<number, string>({
  name: 'DateTime',
  serialize: (value) => new Date(Number(value)).toISOString(),
  parseValue: toMilliseconds,
  parseLiteral: (node) => toMilliseconds(node.kind === Kind.STRING ? node.value : undefined),
});

function toMilliseconds(value: unknown): number {
  const time = typeof value === 'string' && DATE_TIME.test(value) ? Date.parse(value.toUpperCase()) : Number.NaN;
  if (Number.isNaN(time) || !isCalendarDate(String(value))) {
    throw new GraphQLError('A DateTime is written like 2026-11-21T08:00:00Z, with a time zone.');
  }
  return time;
}

/** `Date.parse` takes the 31st of February for a day in March. */
function isCalendarDate(text: string): boolean {
  const [year = 0, month = 0, day = 0] = text.slice(0, 10).split('-').map(Number);
  return day >= 1 && day <= new Date(Date.UTC(year, month, 0)).getUTCDate();
}
