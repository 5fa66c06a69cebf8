import type { Factories } from '../app/factories.js';
import { createProcessLogger } from '../app/process-logger.js';
import type { Config } from '../config/config.js';
import { startServer, type RunningServer } from '../server/start.js';
import type { Address } from './arguments.js';
import { CommandError } from './command-error.js';
import { reloadOnChange } from './reloading.js';
import type { Terminal } from './terminal.js';

/**
 * Serves a configuration until SIGTERM or SIGINT, then lets queries in progress end. Calls `onReady` once the server
 * accepts queries.
 */
export async function listen(
  config: Config,
  { host, port }: Address,
  terminal: Terminal,
  factories: Factories,
  onReady: (server: RunningServer) => void,
  /** The configuration file, whose changes are taken over. */
  fileName?: string,
): Promise<void> {
  const stopped = stopSignal(terminal);
  const logger = createProcessLogger(config);
  const graph = await factories.createGraph(config, { logger, environment: terminal.env });
  try {
    const server = await startServer({ ...graph, config, logger, host, port }).catch((error: unknown) => {
      throw toCommandError(error, { host, port });
    });
    const apply = async (next: Config) => {
      const reloaded = await graph.reload?.(next);
      if (reloaded !== undefined) await server.reload({ ...reloaded, config: next, logger });
    };
    const end = fileName === undefined ? undefined : reloadOnChange(config, { fileName, terminal, logger, apply });
    onReady(server);
    const signal = await stopped;
    end?.();
    logger.info({ signal }, 'stopping');
    await server.close();
  } finally {
    await graph.close();
  }
}

/** The first stop signal. A second one ends the process at once, because `once` has removed the listener. */
function stopSignal(terminal: Terminal): Promise<string> {
  return new Promise((resolve) => {
    terminal.once('SIGTERM', resolve);
    terminal.once('SIGINT', resolve);
  });
}

const REASONS: Readonly<Record<string, string>> = {
  EADDRINUSE: 'is in use; choose another with --port',
  EACCES: 'needs a permission that this user lacks; choose another with --port',
  EADDRNOTAVAIL: 'is not an address of this machine; choose another with --host',
  ENOTFOUND: 'is not a known host; choose another with --host',
};

function toCommandError(error: unknown, { host, port }: Address): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const reason = REASONS[code];
  return reason === undefined ? error : new CommandError(`Port ${port} on ${host} ${reason}.`, 1);
}
