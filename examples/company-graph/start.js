// Starts a company graph with one command: Jobgraph over simulated clouds, a subgraph of teams, and a gateway over both.
//   node examples/company-graph/start.js [PORT]      (after `npm run build`; PORT is the gateway's, 4000 by default)
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { compose } from './compose.js';
import { startGateway } from './gateway.js';
import { startTeams } from './teams.js';

const TEAMS = ['audit', 'fraud', 'orders', 'payments', 'search'];

const port = Number(process.argv[2] ?? 4000);
const jobgraph = await startJobgraph();
const teams = await startTeams(await readInventory(jobgraph.url), 0);
const supergraph = await compose([
  { name: 'jobgraph', url: `${jobgraph.url}graphql` },
  { name: 'teams', url: teams.url },
]);
const gateway = await startGateway(supergraph, port);

const week = new Date(Date.now() - 7 * 86_400_000).toISOString().slice(0, 10);
const query = await readFile(new URL('failed-this-week.graphql', import.meta.url), 'utf8');
const body = JSON.stringify({ query, variables: { team: 'search', since: `${week}T00:00:00Z` } });
process.stdout.write(`The company graph is up.

  Jobgraph   ${jobgraph.url}graphql
  Teams      ${teams.url}
  Gateway    http://127.0.0.1:${gateway.address().port}/graphql (a browser gets an explorer)

Which of my team's clusters had failed jobs this week?

  curl -s http://127.0.0.1:${gateway.address().port}/graphql -H 'content-type: application/json' -d '${body.replaceAll(/(\\n| )+/g, ' ')}'

Ctrl-C ends it.
`);

for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => void stop());

/** Starts Jobgraph in its own process, with the same command as `npm start`. */
async function startJobgraph() {
  const program = fileURLToPath(new URL('../../dist/main.js', import.meta.url));
  const child = spawn(process.execPath, [program, 'demo', '--port', '0'], { stdio: ['ignore', 'pipe', 'inherit'] });
  process.once('exit', () => child.kill('SIGKILL'));
  let printed = '';
  for await (const text of child.stdout.setEncoding('utf8')) {
    printed += text;
    const url = /In a browser +(\S+)/.exec(printed)?.[1];
    if (url !== undefined) return { url, child };
  }
  throw new Error('Jobgraph did not start: run `npm run build` first.');
}

/** Clusters by team. A company has its own records of this; here the first word of a cluster's name is its team. */
async function readInventory(url) {
  const inventory = Object.fromEntries(TEAMS.map((team) => [team, []]));
  const headers = { 'content-type': 'application/json' };
  const listQuery = `query ($after: String) {
    clusters(first: 100, after: $after) { nodes { resourceName name } pageInfo { hasNextPage endCursor } }
  }`;
  for (let after = null, more = true; more;) {
    const request = JSON.stringify({ query: listQuery, variables: { after } });
    const { data } = await (await fetch(`${url}graphql`, { method: 'POST', headers, body: request })).json();
    for (const { resourceName, name } of data.clusters.nodes) inventory[name?.split('-')[0]]?.push(resourceName);
    ({ endCursor: after, hasNextPage: more } = data.clusters.pageInfo);
  }
  return inventory;
}

async function stop() {
  gateway.closeAllConnections();
  gateway.close();
  await teams.close();
  jobgraph.child.kill('SIGTERM');
  await once(jobgraph.child, 'close');
  process.exit(0);
}
