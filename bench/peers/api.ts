import type { BenchAccount } from '../setting.js';
import type { CssCluster, CssClusterList, GeminiDbJob, GeminiDbJobList, InstanceList, LogRecordList } from './wire.js';

/**
 * Sends a GET request to the cloud of one account and parses the response. Each peer has its own implementation. `query`
 * is sorted by name and encoded, as it is signed and sent.
 */
export type Get = (account: BenchAccount, path: string, query: string) => Promise<unknown>;

/** The upstream calls of the peers. Bodies are not checked. */
export function createApi(get: Get) {
  const css = (account: BenchAccount, path: string, query = '') =>
    get(account, `/v1.0/${account.projectId}/clusters${path}`, query);
  const geminiDb = (account: BenchAccount, path: string, query: string) =>
    get(account, `/v3/${account.projectId}/${path}`, query);
  const listJobPage = async (account: BenchAccount, offset: number) => {
    const { start, end } = lastThirtyDays();
    const query = `end_time=${end}&limit=50&offset=${offset}&start_time=${start}`;
    return (await geminiDb(account, 'jobs', query)) as GeminiDbJobList;
  };
  return {
    getCluster: async (account: BenchAccount, id: string) => (await css(account, `/${id}`)) as CssCluster,
    listClusters: async (account: BenchAccount, limit: number) =>
      ((await css(account, '', `limit=${limit}`)) as CssClusterList).clusters,
    listLogRecords: async (account: BenchAccount, clusterId: string, limit: number) =>
      ((await css(account, `/${clusterId}/logs/records`, `limit=${limit}`)) as LogRecordList).clusterLogRecord,
    listInstances: async (account: BenchAccount, limit: number) =>
      ((await geminiDb(account, 'instances', `limit=${limit}&offset=0`)) as InstanceList).instances,
    /** All jobs of the last 30 days. The first page has the number of jobs; the other pages are read in parallel. */
    listRecentJobs: async (account: BenchAccount): Promise<readonly GeminiDbJob[]> => {
      const first = await listJobPage(account, 0);
      const offsets = [];
      for (let offset = 50; offset < first.total_count; offset += 50) offsets.push(offset);
      const others = await Promise.all(offsets.map((offset) => listJobPage(account, offset)));
      return [first, ...others].flatMap((page) => page.jobs);
    },
  };
}

export type Api = ReturnType<typeof createApi>;

const WINDOW_S = 30 * 86_400;
let window = { until: 0, start: '', end: '' };

/** Encoded for a query string. Requests in the same second share the texts. */
function lastThirtyDays(): { readonly start: string; readonly end: string } {
  const until = Math.floor(Date.now() / 1000) + 1;
  if (until !== window.until) window = { until, start: toText(until - WINDOW_S), end: toText(until) };
  return window;
}

function toText(second: number): string {
  return encodeURIComponent(`${new Date(second * 1000).toISOString().slice(0, 19)}+0000`);
}
