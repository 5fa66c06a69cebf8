import type { Factories } from '../app/factories.js';
import { createProcessLogger } from '../app/process-logger.js';
import type { Config } from '../config/config.js';
import { startServer, type RunningServer } from '../server/start.js';
import type { Address } from './arguments.js';
import { CommandError } from './command-error.js';
import { receiveReloadSignal, reloadOnChange } from './reloading.js';
import type { Terminal } from './terminal.js';

export interface ListenOptions {
  readonly terminal: Terminal;
  readonly factories: Factories;
  /** Called once the server accepts queries. */
  readonly onReady: (server: RunningServer) => void;
  /** Resolves with the name of the signal that stops the server. */
  readonly stopped: Promise<string>;
  /** The configuration file, whose changes are taken over. */
  readonly fileName?: string;
}

/** Serves a configuration until it is stopped, then lets queries in progress end. */
export async function listen(config: Config, { host, port }: Address, options: ListenOptions): Promise<void> {
  const { terminal, factories, onReady, stopped, fileName } = options;
  const reloadSignal = fileName === undefined ? undefined : receiveReloadSignal(terminal);
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
    const reloading =
      fileName === undefined || reloadSignal === undefined
        ? undefined
        : reloadOnChange(config, { fileName, environment: terminal.env, logger, apply, reloadSignal });
    onReady(server);
    const signal = await stopped;
    const reloaded = reloading?.end();
    logger.info({ signal }, 'stopping');
    await server.close();
    // A reload in progress uses what is closed next.
    await reloaded;
  } finally {
    await graph.close();
  }
}

/** The first of these signals. A second one ends the process at once, because `once` has removed the listener. */
export function stopSignal(terminal: Terminal, signals: readonly NodeJS.Signals[]): Promise<string> {
  return new Promise((resolve) => {
    for (const signal of signals) terminal.once(signal, resolve);
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
