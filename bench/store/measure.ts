import { fileURLToPath } from 'node:url';
import { call, type Child, start, stop } from '../children.js';
import type { LoadOrder, LoadReport } from '../load/order.js';
import { cpuMs } from '../proc.js';
import { medianOf } from '../statistics.js';
import type { GraphClient } from './client.js';
import { filtersOf, PAGE } from './queries.js';
import { type FilledStore, startBare } from './setup.js';

type Bound = (what: string, value: number, relation: '<=' | '>=', limit: number) => void;
type Sizes<T> = Readonly<Record<'small' | 'large', T>>;
interface Server {
  readonly child: Child;
  readonly port: number;
}

const QUERIES = 400;
const WARM_UP = 400;
const LAST_PAGE = 1000;

/** Processor time of a page over the large fleet, by that over 100 clusters; and of page 1,000 by that of page 2. */
export async function measureCost(
  clients: Sizes<GraphClient>,
  servers: Sizes<Server>,
  stores: Sizes<FilledStore>,
  rounds: number,
  bound: Bound,
): Promise<void> {
  const cost = async (size: 'small' | 'large', variables: object, queries = QUERIES) => {
    const before = cpuMs(servers[size].child.pid);
    for (let count = 0; count < queries; count++) await clients[size].jobs(PAGE, variables);
    return (cpuMs(servers[size].child.pid) - before) / queries;
  };
  const filters = filtersOf(stores.large.shape);
  for (const [index, { name, filter }] of filters.entries()) {
    const own = { large: filter, small: filtersOf(stores.small.shape)[index]?.filter ?? {} };
    for (const size of ['small', 'large'] as const) await cost(size, { first: 20, filter: own[size] }, WARM_UP);
    const ratios: number[] = [];
    for (let round = 0; round < rounds; round++) {
      const small = await cost('small', { first: 20, filter: own.small });
      ratios.push((await cost('large', { first: 20, filter: own.large })) / small);
    }
    bound(`processor time by that over 100 clusters, filter ${name}`, medianOf(ratios), '<=', 1.2);
  }
  const client = clients.large;
  let after: string | null = null;
  let second: string | null = null;
  for (let page = 1; page < LAST_PAGE; page++) {
    const { pageInfo } = await client.jobs(PAGE, { first: 20, after });
    after = pageInfo.endCursor;
    second ??= after;
  }
  const ratios: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const early = await cost('large', { first: 20, after: second });
    ratios.push((await cost('large', { first: 20, after })) / early);
  }
  bound(`processor time of page ${LAST_PAGE} by that of page 2`, medianOf(ratios), '<=', 1.2);
}

/** Requests a second beside the bare server, on the same core in turn. */
export async function measureAgainstBare(
  store: FilledStore,
  server: Server,
  rounds: number,
  print: (line: string) => void,
  bound: Bound,
): Promise<void> {
  const bare = await startBare(store);
  const load = start(1, fileURLToPath(new URL('../load/main.js', import.meta.url)));
  const body = JSON.stringify({ query: PAGE, variables: { first: 20 } });
  const run = async ({ port, child }: Server, seconds: number) => {
    const order: LoadOrder = {
      port,
      bodies: [body],
      first: 0,
      bytes: [],
      connections: 16,
      until: { seconds },
      isBurst: false,
    };
    const before = cpuMs(child.pid);
    const report = (await call(load, order)) as LoadReport;
    if (report.wrong > 0) throw new Error(`${report.wrong} wrong responses.`);
    return { perSecond: report.requests / report.seconds, cpu: (cpuMs(child.pid) - before) / report.requests };
  };
  try {
    for (const one of [server, bare]) await run(one, 5);
    const [rates, costs, lines]: [number[], number[], string[]] = [[], [], []];
    for (let round = 0; round < rounds; round++) {
      const [ours, theirs] = [await run(server, 2), await run(bare, 2)];
      rates.push(ours.perSecond / theirs.perSecond);
      costs.push(theirs.cpu / ours.cpu);
      lines.push(`${ours.perSecond.toFixed(0)} and ${theirs.perSecond.toFixed(0)}`);
    }
    print(`  requests a second, Jobgraph and bare Node: ${lines.join(', ')}`);
    print(`  processor time of bare Node by ours: ${medianOf(costs).toFixed(2)}`);
    bound('requests a second by those of bare Node', medianOf(rates), '>=', 0.5);
  } finally {
    await stop(bare.child);
    await stop(load);
  }
}
