import { toCssJob, toGeminiDbJob, type GraphJob } from './convert.js';
import { accountOf, type PeerContext } from './context.js';
import type { GeminiDbJob, LogRecord } from './wire.js';

/** A job in a merged list. Only the jobs of the page are converted. */
interface Placed {
  readonly time: number;
  readonly account: string;
  readonly row: LogRecord | GeminiDbJob;
  readonly clusterId: string;
}

/** The newest `limit` jobs of several accounts, newest first. */
export async function mergedJobs(context: PeerContext, names: readonly string[], limit: number) {
  const lists = await Promise.all(
    names.map((name) => {
      const { provider } = accountOf(context.accounts, name);
      return provider === 'huawei-css' ? cssJobs(context, name) : geminiDbJobs(context, name);
    }),
  );
  const placed = lists.flat().sort((a, b) => b.time - a.time);
  return placed.slice(0, limit).map(toMergedJob);
}

function toMergedJob({ row, account, clusterId: nativeId }: Placed) {
  const [job, service]: [GraphJob, string] =
    'createAt' in row ? [toCssJob(row), 'huawei-css'] : [toGeminiDbJob(row), 'huawei-geminidb'];
  return { ...job, account: { name: account }, clusters: [{ nativeId, resourceName: `${service}/${nativeId}` }] };
}

async function cssJobs({ api, accounts }: PeerContext, name: string): Promise<Placed[]> {
  const account = accountOf(accounts, name);
  const clusters = await api.listClusters(account, 1000);
  const feeds = await Promise.all(
    clusters.map(async ({ id: clusterId }) => {
      const records = await api.listLogRecords(account, clusterId, 1000);
      return records.map((row) => ({ time: row.createAt, account: name, row, clusterId }));
    }),
  );
  return feeds.flat();
}

async function geminiDbJobs({ api, accounts }: PeerContext, name: string): Promise<Placed[]> {
  const jobs = await api.listRecentJobs(accountOf(accounts, name));
  return jobs.map((row) => ({ time: Date.parse(row.start_time), account: name, row, clusterId: row.instance.id }));
}
