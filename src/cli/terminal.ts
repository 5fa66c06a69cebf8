import type { Environment } from '../config/environment.js';

type Listen = (signal: NodeJS.Signals, listener: (signal: NodeJS.Signals) => void) => unknown;

/** The part of `process` that commands use. */
export interface Terminal {
  readonly argv: readonly string[];
  readonly env: Environment;
  readonly stdin: NodeJS.ReadableStream;
  readonly stdout: NodeJS.WritableStream;
  readonly stderr: NodeJS.WritableStream;
  readonly on: Listen;
  readonly once: Listen;
  exitCode?: number | string | null | undefined;
  readonly exit: (code: number) => void;
}
