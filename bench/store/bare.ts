import { createServer } from 'node:http';
import { DatabaseSync } from 'node:sqlite';

/**
 * The peer: Node's own HTTP server with the best prepared statement for the page, over the same file, which writes the
 * same JSON. It knows one query only. Arguments: the file.
 */
const database = new DatabaseSync(process.argv[2] ?? '', { readOnly: true });
const page = database.prepare(
  `SELECT j.age, j.identity, j.status, j.value, j.tiebreaker, l.scope, a.name
   FROM jobs j JOIN lists l ON l.id = j.list_id JOIN accounts a ON a.id = j.account_id
   ORDER BY j.age, j.tiebreaker LIMIT ?`,
);
page.setReturnArrays(true);
const asOf = database.prepare('SELECT min(read_at) FROM lists');
asOf.setReturnArrays(true);

const STATUSES = ['PENDING', 'RUNNING', 'SUCCEEDED', 'FAILED', 'UNKNOWN'];
type Row = readonly [
  age: number,
  identity: string,
  status: number,
  value: string,
  tiebreaker: Uint8Array,
  scope: string,
  account: string,
];
type Value = readonly [
  nativeId: string | null,
  clusters: readonly (readonly [string])[],
  action: string | null,
  nativeStatus: string | null,
  finishedAt: number | null,
  progress: number | null,
  failureReason: string | null,
];

const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
const timeOf = (time: number | null) => (time === null ? null : new Date(time).toISOString());

function toNode([age, identity, status, value, , scope, account]: Row) {
  const [nativeId, clusters, action, nativeStatus, finishedAt, , failureReason] = JSON.parse(value) as Value;
  return {
    id: encode(['job', account, scope, identity, -age]),
    nativeId,
    action,
    status: STATUSES[status],
    nativeStatus,
    createdAt: timeOf(-age),
    finishedAt: timeOf(finishedAt),
    failureReason,
    clusters: clusters.map(([id]) => ({ id: encode(['cluster', account, id]), nativeId: id })),
  };
}

function respond(body: string): string {
  const { variables } = JSON.parse(body) as { variables: { first: number } };
  const found: unknown[] = page.all(variables.first + 1);
  const rows = found as Row[];
  const nodes = rows.slice(0, variables.first);
  const oldest: unknown = asOf.get();
  const readAt = Array.isArray(oldest) ? Number(oldest[0]) : null;
  const last = nodes.at(-1);
  const clusterJobs = {
    nodes: nodes.map(toNode),
    pageInfo: {
      hasNextPage: rows.length > nodes.length,
      endCursor: last ? encode([last[0], Buffer.from(last[4]).toString('base64url')]) : null,
    },
    asOf: timeOf(readAt),
  };
  return JSON.stringify({ data: { clusterJobs } });
}

const server = createServer((request, response) => {
  let body = '';
  request.setEncoding('utf8');
  request.on('data', (chunk: string) => (body += chunk));
  request.on('end', () => {
    const text = respond(body);
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) });
    response.end(text);
  });
}).listen(0, '127.0.0.1', () => {
  const address = server.address();
  process.stdout.write(`http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}\n`);
});
process.on('disconnect', () => process.exit());
