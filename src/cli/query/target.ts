import { randomBytes } from 'node:crypto';
import type { Factories } from '../../app/factories.js';
import type { Config } from '../../config/config.js';
import { createSecret } from '../../config/secret.js';
import { readConfiguration } from '../configuration.js';
import type { Terminal } from '../terminal.js';
import type { QueryCommand } from './arguments.js';
import { createSendQuery, type SendQuery } from './client.js';

/** Calls `use` with a running server, or with a temporary one over a configuration. */
export async function withTarget(
  { target, headers }: QueryCommand,
  terminal: Terminal,
  factories: Factories,
  use: (send: SendQuery) => Promise<number>,
): Promise<number> {
  if ('endpoint' in target) return use(createSendQuery(target.endpoint, headers));
  const [{ startServer }, { createLogger }] = await Promise.all([
    import('../../server/start.js'),
    import('../../server/logger.js'),
  ]);
  const { config, secret } = restrict(await readConfiguration(target.config, terminal.env));
  const logger = createLogger(config.log);
  const graph = await factories.createGraph(config, { logger, environment: terminal.env, withoutStore: true });
  try {
    const server = await startServer({ ...graph, config, logger, host: '127.0.0.1', port: 0 });
    try {
      const endpoint = new URL('graphql', server.url);
      return await use(createSendQuery(endpoint, [...headers, ['router-authorization', secret]]));
    } finally {
      await server.close();
    }
  } finally {
    await graph.close();
  }
}

/** Protects the temporary server by a random secret: other users of this machine could find its port. */
function restrict(config: Config): { readonly config: Config; readonly secret: string } {
  const secret = randomBytes(32).toString('base64url');
  return {
    secret,
    config: {
      ...config,
      auth: { kind: 'router', routerSecret: createSecret(secret) },
      server: { ...config.server, explorer: false },
      // The port of the metrics may be a running server's.
      telemetry: {},
      log: { level: 'error', format: 'text' },
    },
  };
}
