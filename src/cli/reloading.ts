import { unwatchFile, watchFile } from 'node:fs';
import type { Logger } from 'pino';
import { planReload } from '../app/reload.js';
import type { Config } from '../config/config.js';
import { toError } from '../domain/errors.js';
import { readConfiguration } from './configuration.js';
import type { Terminal } from './terminal.js';

/** How often the file is looked at. Its content, behind symbolic links as Kubernetes has them, is compared. */
const INTERVAL_MS = 1000;
/** A file is read when it has not changed for this long: it may be in the middle of being written. */
const QUIET_MS = 200;

export interface ReloadingOptions {
  readonly fileName: string;
  readonly terminal: Terminal;
  readonly logger: Logger;
  /** Takes over a configuration. */
  readonly apply: (config: Config) => Promise<void>;
}

/**
 * Takes over the configuration file when it changes and when the process receives SIGHUP. A file with problems is
 * reported and changes nothing. Returns what ends this.
 */
export function reloadOnChange(current: Config, options: ReloadingOptions): () => void {
  const { fileName, terminal } = options;
  let config = current;
  let running = Promise.resolve();
  let timer: NodeJS.Timeout | undefined;
  const reload = () => {
    running = running.then(async () => {
      config = await takeOver(config, options);
    });
  };
  const onChange = () => {
    clearTimeout(timer);
    timer = setTimeout(reload, QUIET_MS);
  };
  watchFile(fileName, { interval: INTERVAL_MS, persistent: false }, onChange);
  // On Windows, SIGHUP means that the console window is closed.
  if (process.platform !== 'win32') terminal.on('SIGHUP', reload);
  return () => {
    clearTimeout(timer);
    unwatchFile(fileName, onChange);
    terminal.off('SIGHUP', reload);
  };
}

/** Returns the configuration from now on. */
async function takeOver(current: Config, { fileName, terminal, logger, apply }: ReloadingOptions): Promise<Config> {
  try {
    const { config, isChanged, restart, ...accounts } = planReload(
      current,
      await readConfiguration(fileName, terminal.env),
    );
    if (restart.length > 0) logger.warn({ keys: restart }, 'Changes of these keys need a restart.');
    if (!isChanged) {
      logger.info('The configuration file changes nothing that can be taken over.');
      return current;
    }
    await apply(config);
    logger.info(accounts, 'The new configuration is in force.');
    return config;
  } catch (error) {
    const problems = toError(error).message.split('\n');
    logger.error({ problems }, 'The new configuration cannot be used; the present one stays in force.');
    return current;
  }
}
