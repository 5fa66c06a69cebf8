import { loadConfig } from '../../config/load.js';
import type { Command } from '../arguments.js';
import { listen } from '../listen.js';
import type { Parts } from '../../app/parts.js';
import type { Terminal } from '../run.js';

/** `jobgraph demo`, which is `npm start`: the real server over simulated clouds. */
export async function demo(
  command: Extract<Command, { name: 'demo' }>,
  terminal: Terminal,
  parts: Parts,
): Promise<number> {
  const clouds = await parts.startClouds();
  try {
    // JSON is YAML. Nothing here is worth a credential, so any host may be named.
    const loaded = loadConfig(JSON.stringify({ accounts: clouds.accounts, auth: 'none', log: { level: 'warn' } }), {});
    if (!loaded.ok) throw new Error(`The simulated accounts are not right: ${JSON.stringify(loaded.mistakes)}`);
    await listen(loaded.config, command, terminal, parts, ({ url }) => {
      terminal.stdout.write(greeting(url));
    });
  } finally {
    await clouds.close();
  }
  return 0;
}

const QUERY = '{ clusterJobs(first: 3) { nodes { action status createdAt clusters { name provider } } } }';

function greeting(url: string): string {
  return `Jobgraph is up, over simulated clouds.

  In a browser   ${url} (Apollo Sandbox), or ${url}graphiql without the internet
  In a terminal  curl -s ${url}graphql -H 'content-type: application/json' -d '${JSON.stringify({ query: QUERY })}'

Ctrl-C ends it.
`;
}
