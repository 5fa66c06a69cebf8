import { readFile } from 'node:fs/promises';
import type { Logger } from 'pino';
import { planReload } from '../app/reload.js';
import type { Config } from '../config/config.js';
import { toError } from '../domain/errors.js';
import { readConfiguration } from './configuration.js';
import type { Terminal } from './terminal.js';

/** How often the file is read. A new content is taken over at the second look: it may be in the middle of being written. */
const INTERVAL_MS = 700;

export interface ReloadingOptions {
  readonly fileName: string;
  readonly terminal: Terminal;
  readonly logger: Logger;
  /** Takes over a configuration. */
  readonly apply: (config: Config) => Promise<void>;
}

/**
 * Takes over the configuration file when its content changes and when the process receives SIGHUP. A file with problems is
 * reported and changes nothing. Returns what ends this.
 */
export function reloadOnChange(current: Config, options: ReloadingOptions): () => void {
  const { fileName, terminal } = options;
  let config = current;
  let running = Promise.resolve();
  let [taken, seen]: [string?, string?] = [];
  const reload = (isRequested: boolean) => {
    running = running.then(async () => {
      taken = await readFile(fileName, 'utf8').catch(() => undefined);
      config = await takeOver(config, options, isRequested);
    });
  };
  const look = async () => {
    await running;
    const text = await readFile(fileName, 'utf8').catch(() => taken);
    if (text !== taken && text === seen) reload(false);
    seen = text;
  };
  const timer = setInterval(() => void look(), INTERVAL_MS).unref();
  const onSignal = () => {
    reload(true);
  };
  // On Windows, SIGHUP means that the console window is closed.
  if (process.platform !== 'win32') terminal.on('SIGHUP', onSignal);
  return () => {
    clearInterval(timer);
    terminal.off('SIGHUP', onSignal);
  };
}

/** Returns the configuration from now on. */
async function takeOver(
  current: Config,
  { fileName, terminal, logger, apply }: ReloadingOptions,
  isRequested: boolean,
): Promise<Config> {
  try {
    const { config, isChanged, restart, ...accounts } = planReload(
      current,
      await readConfiguration(fileName, terminal.env),
    );
    if (restart.length > 0) logger.warn({ keys: restart }, 'Changes of these keys need a restart.');
    if (!isChanged) {
      if (isRequested) logger.info('The configuration file changes nothing that can be taken over.');
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
