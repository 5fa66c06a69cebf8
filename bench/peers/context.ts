import DataLoader from 'dataloader';
import type { BenchAccount } from '../setting.js';
import { createApi, type Api, type Get } from './api.js';
import { toCssCluster, type GraphCluster } from './convert.js';
import type { GeminiDbJob } from './wire.js';

export interface Node extends GraphCluster {
  readonly id: string;
}

/** State that the resolvers of one request share. */
export interface PeerContext {
  readonly api: Api;
  readonly accounts: ReadonlyMap<string, BenchAccount>;
  readonly clusters: DataLoader<string, Node | null>;
  /** The jobs of a whole project by instance; the key is the account. */
  readonly projectJobs: DataLoader<string, ReadonlyMap<string, readonly GeminiDbJob[]>>;
}

export function createContext(get: Get, accounts: ReadonlyMap<string, BenchAccount>): PeerContext {
  const api = createApi(get);
  return {
    api,
    accounts,
    clusters: new DataLoader((ids) => loadClusters(api, accounts, ids)),
    projectJobs: new DataLoader((names) => Promise.all(names.map((name) => loadJobs(api, accountOf(accounts, name))))),
  };
}

export function accountOf(accounts: ReadonlyMap<string, BenchAccount>, name = ''): BenchAccount {
  const account = accounts.get(name);
  if (!account) throw new Error(`There is no account ${name}.`);
  return account;
}

/** Up to this many clusters are read one by one. More of them are read with one list call. */
const FEW = 3;

async function loadClusters(api: Api, accounts: ReadonlyMap<string, BenchAccount>, ids: readonly string[]) {
  const wanted = Map.groupBy(ids, (id) => id.split('/')[0] ?? '');
  const found = await Promise.all(
    [...wanted].map(async ([name, group]) => {
      const account = accountOf(accounts, name);
      if (group.length > FEW)
        return (await api.listClusters(account, 1000)).map((row) => toNode(toCssCluster(row, name)));
      const rows = await Promise.all(group.map((id) => api.getCluster(account, id.split('/')[1] ?? '')));
      return rows.map((row) => toNode(toCssCluster(row, name)));
    }),
  );
  const byId = new Map(found.flat().map((node) => [node.id, node]));
  return ids.map((id) => byId.get(id) ?? null);
}

async function loadJobs(api: Api, account: BenchAccount) {
  return Map.groupBy(await api.listRecentJobs(account), (job) => job.instance.id);
}

export function toNode(cluster: GraphCluster): Node {
  return { id: `${cluster.account.name}/${cluster.nativeId}`, ...cluster };
}
