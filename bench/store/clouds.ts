import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import {
  accountOfCluster,
  ACCOUNTS,
  clusterCreatedAt,
  clusterId,
  clusterNumber,
  clustersOf,
  type FleetJob,
  type FleetShape,
  isCss,
  JOBS_PER_CLUSTER,
  jobOf,
} from './fleet.js';

/**
 * The fleet behind CSS's and DWS's interfaces, in a process of its own. Signatures are not verified. Each message is
 * replied to with the number of calls so far.
 */
const shape = JSON.parse(process.argv[2] ?? '') as FleetShape;
let calls = 0;

const text = (time: number) => new Date(time).toISOString();

function jobsOf(cluster: number, from: number, count: number): FleetJob[] {
  const length = Math.max(0, Math.min(count, JOBS_PER_CLUSTER - from));
  return Array.from({ length }, (_, index) => jobOf(shape, cluster, from + index));
}

function cssJob({ id, createdAt, status }: FleetJob): object {
  const word = { RUNNING: 'RUNNING', SUCCEEDED: 'SUCCESS', FAILED: 'FAIL' }[status];
  return {
    id,
    createAt: createdAt,
    finishedAt: status === 'RUNNING' ? null : createdAt + 60_000,
    status: word,
    jobTypes: 'Manual',
    failedMsg: status === 'FAILED' ? 'The bucket does not exist.' : null,
    logPath: `backups/${id}/log`,
    jobId: id,
    clusterId: clusterId(0),
  };
}

function dwsTask({ createdAt, status, action }: FleetJob): object {
  const at = (time: number) => text(time).slice(0, 19).replace('T', ' ');
  return {
    start_time: at(createdAt),
    end_time: status === 'RUNNING' ? null : at(createdAt + 60_000),
    result: status === 'RUNNING' ? null : status === 'FAILED' ? 'failed' : 'success',
    type: action,
    logical_cluster_name: 'v3_logical',
    log: status === 'FAILED' ? 'Not enough nodes.' : '',
  };
}

function toCluster(cluster: number): object {
  const isElastic = isCss(accountOfCluster(cluster));
  return {
    id: clusterId(cluster),
    name: `cluster-${cluster}`,
    created: `${text(clusterCreatedAt(shape, cluster)).slice(0, 19)}${isElastic ? '' : 'Z'}`,
    ...(isElastic
      ? { status: '200', actions: [], datastore: { type: 'elasticsearch', version: '7.10.2' }, instances: [{}, {}] }
      : { status: 'AVAILABLE', task_status: null, action_progress: {}, version: '8.1.3', number_of_node: 3 }),
  };
}

function respond(url: URL): object | undefined {
  const [, , project = '', , id, ...rest] = url.pathname.split('/');
  const account = Number(project);
  const limit = Number(url.searchParams.get('limit') ?? 10);
  const offset = Number(url.searchParams.get('offset') ?? url.searchParams.get('start') ?? (isCss(account) ? 1 : 0));
  if (id === undefined) {
    const clusters = clustersOf(shape, account);
    const page = isCss(account) ? clusters.slice(offset - 1, offset - 1 + limit) : clusters;
    return { clusters: page.map(toCluster), totalSize: clusters.length, count: clusters.length };
  }
  const cluster = clusterNumber(id);
  if (!(cluster < shape.clusters) || accountOfCluster(cluster) !== account || account >= ACCOUNTS) return undefined;
  if (rest.length === 0) return isCss(account) ? toCluster(cluster) : { cluster: toCluster(cluster) };
  if (isCss(account)) {
    return { clusterLogRecord: jobsOf(cluster, offset - 1, limit).map(cssJob), totalSize: JOBS_PER_CLUSTER };
  }
  return { logical_cluster_tasks: jobsOf(cluster, offset * limit, limit).map(dwsTask), count: JOBS_PER_CLUSTER };
}

function handle(request: IncomingMessage, response: ServerResponse): void {
  calls++;
  const found = respond(new URL(request.url ?? '', 'http://localhost'));
  response.writeHead(found ? 200 : 404, { 'content-type': 'application/json' });
  response.end(JSON.stringify(found ?? { errCode: 'CSS.0015', externalMessage: 'The cluster does not exist.' }));
}

const server = createServer(handle).listen(0, '127.0.0.1', () => {
  const address = server.address();
  process.stdout.write(`http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}\n`);
});
process.on('message', () => process.send?.(calls));
process.on('disconnect', () => process.exit());
