import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseConfiguration } from '../../app/configuration.js';
import type { Factories } from '../../app/factories.js';
import type { RunningServer } from '../../server/start.js';
import type { Command } from '../arguments.js';
import { createLogger } from '../../server/logger.js';
import { listen, stopSignal } from '../listen.js';
import type { Terminal } from '../terminal.js';

/** `jobgraph demo`, which `npm start` runs: the real server over simulated clouds. */
export async function demo(
  command: Extract<Command, { name: 'demo' }>,
  terminal: Terminal,
  factories: Factories,
): Promise<number> {
  // SIGHUP: the terminal is closed.
  const stopped = stopSignal(terminal, ['SIGTERM', 'SIGINT', 'SIGHUP']);
  const clouds = await factories.startClouds();
  const folder = await mkdtemp(join(tmpdir(), 'jobgraph-demo-'));
  try {
    // JSON is YAML. `auth: none` allows any --host: simulated data needs no protection.
    const text = JSON.stringify({
      accounts: clouds.accounts,
      auth: 'none',
      store: { sqlite: join(folder, 'jobgraph.db'), maxStalenessSeconds: 60 },
      log: { level: 'warn' },
    });
    const config = await parseConfiguration(text, {}, 'The configuration of the demo');
    // A full store from the first query on.
    // Without warnings: if the demo is stopped now, the clouds and the store end before the reading does.
    const logger = createLogger({ ...config.log, level: 'error' });
    const context = { logger, environment: terminal.env };
    const filled = factories.sync(config, context, () => undefined).then(() => true);
    const isFilled = await Promise.race([filled, stopped.then(() => false)]);
    if (!isFilled) return 0;
    const onReady = ({ url }: RunningServer) => {
      terminal.stdout.write(greeting(url));
    };
    await listen(config, command, { terminal, factories, onReady, stopped });
  } finally {
    await clouds.close();
    await rm(folder, { recursive: true, force: true });
  }
  return 0;
}

const QUERY = '{ clusterJobs(first: 3) { nodes { action status createdAt clusters { name provider } } } }';

function greeting(url: string): string {
  return `Jobgraph is running over simulated clouds.

  The fleet      ${url}fleet
  In a browser   ${url} (Apollo Sandbox), or ${url}graphiql without the internet
  In a terminal  curl -s ${url}graphql -H 'content-type: application/json' -d '${JSON.stringify({ query: QUERY })}'

Stop it with Ctrl-C.
`;
}
