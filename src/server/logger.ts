import { pino, type DestinationStream, type Logger } from 'pino';
import type { Config } from '../config/config.js';
import { toLine } from './log-line.js';

const STANDARD_ERROR = 2;

/**
 * Logs to standard error, as JSON or as text. Errors are logged as type, message and stack only, because their other
 * properties may contain headers or variables. `moreFields` returns further fields of a line.
 */
export function createLogger(
  { level, format }: Config['log'],
  destination = standardError(),
  moreFields?: () => object,
): Logger {
  const stream = format === 'json' ? destination : asText(destination);
  const options = {
    level,
    base: null,
    timestamp: () => `,"time":"${new Date().toISOString()}"`,
    formatters: { level: (label: string) => ({ level: label }) },
    serializers: { err: toPlainError },
    ...(moreFields && { mixin: moreFields }),
  };
  return pino(options, stream);
}

function asText(destination: DestinationStream): DestinationStream {
  return {
    write: (json: string) => {
      destination.write(toLine(json));
    },
  };
}

// Asynchronous, so that no query waits for the log. pino flushes it when the process exits.
function standardError(): DestinationStream {
  return pino.destination({ dest: STANDARD_ERROR, sync: false });
}

function toPlainError(error: unknown) {
  if (!(error instanceof Error)) return { type: typeof error };
  return { type: error.name, message: error.message, stack: error.stack };
}
