import { setFlagsFromString } from 'node:v8';
import type { Factories, SyncProgress } from '../../app/factories.js';
import { createLogger } from '../../server/logger.js';
import type { Command } from '../arguments.js';
import { readConfiguration } from '../configuration.js';
import type { Terminal } from '../terminal.js';

/** Milliseconds between two lines of progress. */
const PROGRESS_MS = 1000;

/** `jobgraph sync`: fills or refreshes the store once, with progress on standard error. */
export async function sync(
  command: Extract<Command, { name: 'sync' }>,
  terminal: Terminal,
  factories: Factories,
): Promise<number> {
  const config = await readConfiguration(command.config, terminal.env);
  const context = { logger: createLogger({ ...config.log, level: 'error' }), environment: terminal.env };
  // Rows that wait to be written make V8 enlarge its young generation, up to 100 MB, which saves nothing here: the disk
  // is slower.
  setFlagsFromString('--semi-space-growth-factor=1');
  const startedAt = Date.now();
  const progress = new Map<string, Counts>();
  const write = () => {
    terminal.stderr.write(`${describe([...progress.values()], (Date.now() - startedAt) / 1000)}\n`);
  };
  const timer = setInterval(write, PROGRESS_MS);
  try {
    const failures = await factories.sync(config, context, ({ account, ...state }) => progress.set(account, state));
    write();
    for (const { account, error, lists } of failures) {
      terminal.stderr.write(`${account}: ${lists} list(s) could not be read: ${error.message}\n`);
    }
    return failures.length === 0 ? 0 : 1;
  } finally {
    clearInterval(timer);
  }
}

type Counts = Omit<SyncProgress, 'account'>;

function describe(accounts: readonly Counts[], seconds: number): string {
  const sum = (of: keyof Counts) => accounts.reduce((total, account) => total + account[of], 0);
  const [done, lists, rows] = [sum('listsDone'), sum('lists'), sum('rows')];
  const left = done > 0 ? Math.ceil((seconds / done) * (lists - done)) : undefined;
  const rest = left === undefined || left === 0 ? '' : `, about ${left} s left`;
  return `${done} of ${lists} lists, ${rows} rows, ${sum('calls')} calls, ${Math.round(seconds)} s${rest}`;
}
