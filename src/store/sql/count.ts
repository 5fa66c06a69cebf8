import type { SqlDialect, SqlValue, Statement } from '../database.js';
import type { RowEncoding } from '../row-encoding.js';
import type { RowFilter } from '../store.js';
import { type Numbers, planSeeks } from './plan-seeks.js';
import { agesOf, tableOf } from './seeks.js';

/** Counts the rows of a filter; a row that two lists hold counts once. `undefined`: there can be none. */
export function countStatement(
  encoding: Pick<RowEncoding<never>, 'table' | 'statuses'>,
  filter: RowFilter,
  numbers: Numbers,
  dialect: Pick<SqlDialect, 'indexedBy'>,
): Statement | undefined {
  const seeks = planSeeks(filter, encoding.statuses, numbers);
  if (seeks.length === 0) return undefined;
  const { table } = encoding;
  const values: SqlValue[] = [];
  const parameter = (value: SqlValue) => `$${values.push(value)}`;
  const statusNumbers = filter.statuses?.map((status) => encoding.statuses.indexOf(status));
  const without = (filter.without ?? []).flatMap((key) => numbers.listId(key) ?? []);
  const common = [
    ...(table === 'clusters' ? ['gone_at IS NULL'] : []),
    ...(statusNumbers ? [`${table}.status IN (${statusNumbers.join(', ')})`] : []),
    ...(agesOf(filter).isBounded ? [`${table}.dated = 1`] : []),
    ...(filter.actions ? [`${table}.label IN (${filter.actions.map(parameter).join(', ')})`] : []),
    ...(filter.nameContains === undefined
      ? []
      : [`${table}.label LIKE ${parameter(`%${escapeLike(filter.nameContains.toLowerCase())}%`)} ESCAPE '\\'`]),
    ...(without.length > 0 ? [`list_id NOT IN (${without.join(', ')})`] : []),
  ];
  const parts = seeks.map((seek) => {
    const conditions = [
      ...seek.equals.map(([column, value]) => `${seek.through ?? table}.${column} = ${parameter(value)}`),
      `age >= ${parameter(seek.minAge)}`,
      `age <= ${parameter(seek.maxAge)}`,
      ...common,
    ];
    return `SELECT age, tiebreaker FROM ${tableOf(seek, table, dialect)} WHERE ${conditions.join(' AND ')} GROUP BY age, tiebreaker`;
  });
  return { sql: `SELECT count(*) FROM (${parts.join(' UNION ')}) AS counted`, values };
}

function escapeLike(text: string): string {
  return text.replace(/[\\%_]/g, '\\$&');
}
