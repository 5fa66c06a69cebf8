import type { Plan, QueryPlan } from './plan.js';
import type { Times } from './times.js';

/** The values with which a plan becomes a cost. */
export interface Sizes {
  readonly variables: Readonly<Record<string, unknown>>;
  /** The size of a page without `first` and `last`. */
  readonly page: number;
  /** The largest page size. The connection's resolver rejects a larger one, and names the argument. */
  readonly largestPage: number;
  readonly accounts: number;
}

export interface Cost {
  /** Rows, single objects and lists: an upper bound of the rows sent and of the upstream calls made. */
  readonly cost: number;
  /** References in `_entities`. */
  readonly references: number;
}

/** Counts the values of a list. */
type CountList = (values: readonly unknown[]) => number;

/** Predicts the most that a query can cost. The time for it depends on the query's length, not on its result's. */
export function predictCost(
  { operation, fragments }: QueryPlan,
  sizes: Sizes,
  countReferences: CountList = countAll,
): Cost {
  const fragmentCosts = new Map<string, number>();
  let references = 0;

  const costOf = (plan: Plan, rows: number): number => {
    let sum = 0;
    for (const field of plan.fields) {
      const times = count(field.times, rows, sizes) ?? 0;
      let given: number | undefined;
      for (const size of field.page) given = largest(given, count(size, rows, sizes));
      const page = Math.min(given ?? sizes.page, sizes.largestPage);
      references += count(field.references, rows, sizes, countReferences) ?? 0;
      sum += times * (1 + costOf(field.inner, page));
    }
    for (const name of plan.fragments) sum += costOfFragment(name, rows);
    return sum;
  };

  const costOfFragment = (name: string, rows: number): number => {
    const key = `${rows} ${name}`;
    const cost = fragmentCosts.get(key) ?? costOf(fragments.get(name) ?? { fields: [], fragments: [] }, rows);
    fragmentCosts.set(key, cost);
    return cost;
  };

  return { cost: costOf(operation, 1), references };
}

const countAll: CountList = (values) => values.length;
/** Equal references are resolved once. */
export const countDistinct: CountList = (values) => new Set(values.map((value) => JSON.stringify(value))).size;

function largest(a: number | undefined, b: number | undefined): number | undefined {
  return a === undefined || b === undefined ? (a ?? b) : Math.max(a, b);
}

/** `undefined`: the argument gives no number. */
function count(times: Times | undefined, rows: number, sizes: Sizes, countList = countAll): number | undefined {
  if (times === undefined) return undefined;
  if (typeof times === 'number') return Math.max(times, 0);
  if (times === 'rows') return rows;
  if (typeof times === 'string') return sizes[times];
  const value = sizes.variables[times.variable];
  if (Array.isArray(value)) return countList(value);
  if (typeof value === 'number') return Math.max(value, 0);
  if (value === undefined) return count(times.otherwise, rows, sizes, countList);
  return value === null ? undefined : 1;
}
