import type { Plan, QueryPlan } from './plan.js';
import type { Times } from './times.js';

/** What a plan is filled in with. */
export interface Sizes {
  readonly variables: Readonly<Record<string, unknown>>;
  /** The size of a page that names none. */
  readonly page: number;
  /** No page is larger: a larger one is refused where its argument can be named. */
  readonly largestPage: number;
  readonly accounts: number;
}

export interface Cost {
  /** Rows, single objects and lists asked for: an upper bound of rows sent and of upstream calls made. */
  readonly cost: number;
  readonly references: number;
}

/** Predicts what a query costs at most. Takes time by the length of the query, not by what it asks for. */
export function predictCost({ operation, fragments }: QueryPlan, sizes: Sizes): Cost {
  const known = new Map<string, number>();
  let references = 0;

  const costOf = (plan: Plan, rows: number): number => {
    let sum = 0;
    for (const field of plan.fields) {
      const times = count(field.times, rows, sizes) ?? 0;
      const said = field.page.flatMap((size) => count(size, rows, sizes) ?? []);
      const page = Math.min(said.length > 0 ? Math.max(...said) : sizes.page, sizes.largestPage);
      if (field.isReferences) references += times;
      sum += times * (1 + costOf(field.inner, page));
    }
    for (const name of plan.fragments) sum += costOfFragment(name, rows);
    return sum;
  };

  const costOfFragment = (name: string, rows: number): number => {
    const key = `${rows} ${name}`;
    const cost = known.get(key) ?? costOf(fragments.get(name) ?? { fields: [], fragments: [] }, rows);
    known.set(key, cost);
    return cost;
  };

  return { cost: costOf(operation, 1), references };
}

/** `undefined`: it says nothing. */
function count(times: Times | undefined, rows: number, sizes: Sizes): number | undefined {
  if (times === undefined) return undefined;
  if (typeof times === 'number') return Math.max(times, 0);
  if (times === 'rows') return rows;
  if (typeof times === 'string') return sizes[times];
  const value = sizes.variables[times.variable];
  if (Array.isArray(value)) return value.length;
  if (typeof value === 'number') return Math.max(value, 0);
  if (value === undefined) return count(times.otherwise, rows, sizes);
  return value === null ? undefined : 1;
}
