import { randomBytes } from 'node:crypto';
import type { Factories } from '../../app/factories.js';
import type { Config } from '../../config/config.js';
import { createSecret } from '../../config/secret.js';
import { readConfiguration } from '../configuration.js';
import type { Terminal } from '../terminal.js';
import type { TargetOptions } from './arguments.js';
import { createSendQuery, type SendQuery } from './client.js';

/** A server, with the headers of all requests. */
export interface Target {
  readonly endpoint: URL;
  readonly headers: readonly (readonly [name: string, text: string])[];
}

/** Calls `use` with a running server, or with a temporary one over a configuration. */
export async function withTarget(
  { target, headers }: TargetOptions,
  terminal: Terminal,
  factories: Factories,
  use: (send: SendQuery, target: Target) => Promise<number>,
): Promise<number> {
  if ('endpoint' in target) {
    const { endpoint } = target;
    return use(createSendQuery(endpoint, headers), { endpoint, headers });
  }
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
      const allHeaders = [...headers, ['router-authorization', secret] as const];
      return await use(createSendQuery(endpoint, allHeaders), { endpoint, headers: allHeaders });
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
