import type { Logger } from 'pino';
import type { Config } from '../config/config.js';
import { createLogger } from '../server/logger.js';
import { traceFields } from '../telemetry/active.js';

/** The log of the program and the library: to standard error, with ids of traces if there are traces. */
export function createProcessLogger({ log, telemetry }: Pick<Config, 'log' | 'telemetry'>): Logger {
  return createLogger(log, undefined, telemetry.otlp && traceFields);
}
