import { readFile, stat } from 'node:fs/promises';
import type { Logger } from 'pino';
import { planReload } from '../app/reload.js';
import type { Config } from '../config/config.js';
import type { Environment } from '../config/environment.js';
import { toError } from '../domain/errors.js';
import { readConfiguration } from './configuration.js';
import type { Terminal } from './terminal.js';

/** How often the file is read. A new content is taken over at the second look: it may be in the middle of being written. */
const INTERVAL_MS = 700;

/** A receiver of SIGHUP. */
export interface ReloadSignal {
  onSignal: () => void;
}

/** Receives SIGHUP until the process ends. Without a listener, the signal would end it, even while it starts or stops. */
export function receiveReloadSignal(terminal: Terminal): ReloadSignal {
  const receiver: ReloadSignal = { onSignal: IGNORE };
  // On Windows, SIGHUP means that the console window is closed.
  if (process.platform !== 'win32') {
    terminal.on('SIGHUP', () => {
      receiver.onSignal();
    });
  }
  return receiver;
}

const IGNORE = () => undefined;

export interface ReloadingOptions {
  readonly fileName: string;
  readonly environment: Environment;
  readonly logger: Logger;
  /** Takes over a configuration. */
  readonly apply: (config: Config) => Promise<void>;
  readonly reloadSignal: ReloadSignal;
}

/**
 * Takes over the configuration file when its content changes and when the process receives SIGHUP. A file with problems is
 * reported and changes nothing. `end` resolves when the reload in progress has ended; none follows.
 */
export function reloadOnChange(current: Config, options: ReloadingOptions): { end(): Promise<void> } {
  const { fileName, reloadSignal } = options;
  let config = current;
  let isEnded = false;
  let running = Promise.resolve();
  let [taken, seen]: [string?, string?] = [];
  const reload = (isRequested: boolean) => {
    running = running.then(async () => {
      if (isEnded) return;
      taken = await readText(fileName);
      config = await takeOver(config, options, isRequested);
    });
  };
  let isLooking = false;
  const look = async () => {
    // A file system that does not respond keeps one thread, and not one more at each look.
    if (isLooking) return;
    isLooking = true;
    await running;
    const text = (await readText(fileName)) ?? taken;
    if (text !== taken && text === seen) reload(false);
    seen = text;
    isLooking = false;
  };
  const timer = setInterval(() => void look(), INTERVAL_MS).unref();
  const onSignal = () => {
    reload(true);
  };
  reloadSignal.onSignal = onSignal;
  return {
    end: () => {
      isEnded = true;
      clearInterval(timer);
      return running;
    },
  };
}

/** The content of a file; none if it cannot be read now, or is a pipe, which is empty once it has been read. */
async function readText(fileName: string): Promise<string | undefined> {
  try {
    return (await stat(fileName)).isFile() ? await readFile(fileName, 'utf8') : undefined;
  } catch {
    return undefined;
  }
}

/** Returns the configuration from now on. */
async function takeOver(
  current: Config,
  { fileName, environment, logger, apply }: ReloadingOptions,
  isRequested: boolean,
): Promise<Config> {
  try {
    const { config, isChanged, restart, ...accounts } = planReload(
      current,
      await readConfiguration(fileName, environment),
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
