import type { Environment } from '../config/environment.js';

/** The part of `process` that commands use. */
export type Terminal = Pick<NodeJS.Process, 'argv' | 'stdin' | 'stdout' | 'stderr' | 'once' | 'on' | 'off'> & {
  readonly env: Environment;
  exitCode?: number | string | null | undefined;
  exit(code: number): void;
};
