import { CommandError } from '../command-error.js';
import { parseOptions } from '../options.js';
import { readTarget, TARGET_OPTIONS, type TargetOptions } from '../query/arguments.js';

export type WatchOutput = 'table' | 'ndjson';

export interface WatchCommand extends TargetOptions {
  readonly name: 'watch';
  /** JSON, or `@` and a file name. */
  readonly filter: string;
  readonly output: WatchOutput;
  /** Between two polls of a server without subscriptions. */
  readonly intervalMs: number;
}

export interface WaitCommand extends TargetOptions {
  readonly name: 'wait';
  readonly jobId: string;
  /** Infinity: none. */
  readonly timeoutMs: number;
  readonly intervalMs: number;
}

interface Help {
  readonly name: 'help';
}

const TEXT = { type: 'string' } as const;
const COMMON = { ...TARGET_OPTIONS, interval: TEXT, help: { type: 'boolean', short: 'h' } } as const;
const INTERVAL_SECONDS = '10';

/** Parses the arguments after `jobgraph watch`. */
export function readWatchArguments(args: string[]): WatchCommand | Help {
  const { values } = parseOptions({ args, options: { ...COMMON, filter: TEXT, output: TEXT } });
  if (values.help) return { name: 'help' };
  const { filter = '{}', output = 'table', interval = INTERVAL_SECONDS } = values;
  if (output !== 'table' && output !== 'ndjson') {
    throw new CommandError(`--output must be table or ndjson, not ${output}.`);
  }
  return { name: 'watch', filter, output, intervalMs: toMs('interval', interval), ...readTarget(values) };
}

/** Parses the arguments after `jobgraph wait`. */
export function readWaitArguments(args: string[]): WaitCommand | Help {
  const options = { ...COMMON, timeout: TEXT };
  const { values, positionals } = parseOptions({ args, options, allowPositionals: true });
  if (values.help) return { name: 'help' };
  const [jobId, ...others] = positionals;
  if (jobId === undefined || others.length > 0) throw new CommandError('wait needs the id of one job.');
  const { timeout, interval = INTERVAL_SECONDS } = values;
  const timeoutMs = timeout === undefined ? Infinity : toMs('timeout', timeout);
  return { name: 'wait', jobId, timeoutMs, intervalMs: toMs('interval', interval), ...readTarget(values) };
}

const LEAST_MS = 100;
/** The longest time of a timer. */
const MOST_MS = 2 ** 31 - 1;

function toMs(name: string, text: string): number {
  const ms = Number(text) * 1000;
  if (/^\d+(\.\d+)?$/.test(text) && ms >= LEAST_MS && ms <= MOST_MS) return ms;
  throw new CommandError(
    `--${name} must be a number of seconds from 0.1 to ${Math.floor(MOST_MS / 1000)}, not ${text}.`,
  );
}
