import { randomBytes } from 'node:crypto';
import type { Config } from '../../config/config.js';
import { createSecret } from '../../config/secret.js';
import { readConfiguration } from '../configuration.js';
import type { Parts } from '../../app/parts.js';
import type { QueryCommand } from './arguments.js';
import { type Ask, createAsk } from './client.js';
import type { Terminal } from '../run.js';

/** A server that is there, or one of our own for as long as the query takes. */
export async function withTarget(
  { target, headers }: QueryCommand,
  terminal: Terminal,
  parts: Parts,
  use: (ask: Ask) => Promise<number>,
): Promise<number> {
  if ('endpoint' in target) return use(createAsk(target.endpoint, headers));
  const [{ startServer }, { createLogger }] = await Promise.all([
    import('../../server/start.js'),
    import('../../server/logger.js'),
  ]);
  const { config, secret } = lock(await readConfiguration(target.config, terminal.env));
  const logger = createLogger(config.log);
  const graph = await parts.createGraph(config, { logger, environment: terminal.env });
  try {
    const server = await startServer({ ...graph, config, logger, host: '127.0.0.1', port: 0 });
    try {
      const endpoint = new URL('graphql', server.url);
      return await use(createAsk(endpoint, [...headers, ['router-authorization', secret]]));
    } finally {
      await server.close();
    }
  } finally {
    await graph.close();
  }
}

/** Others on this machine could find the port, so only who has the secret is served. */
function lock(config: Config): { readonly config: Config; readonly secret: string } {
  const secret = randomBytes(32).toString('base64url');
  return {
    secret,
    config: {
      ...config,
      auth: { kind: 'router', routerSecret: createSecret(secret) },
      server: { ...config.server, explorer: false },
      log: { level: 'error', format: 'text' },
    },
  };
}
