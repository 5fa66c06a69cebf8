import type { Terminal } from './terminal.js';

/** The status that a shell reports for a program that SIGPIPE ended: 128 + 13. Node ignores that signal. */
const SIGPIPE_STATUS = 141;

/** A pipe without a reader gives EPIPE; a socket, which Node uses between processes, may give ECONNRESET. */
const CLOSED: ReadonlySet<unknown> = new Set(['EPIPE', 'ECONNRESET']);

/**
 * Ends the process quietly when the reader of standard output has gone, as in `jobgraph schema | head -1`. Any other
 * write error, such as a full disk, is one line and status 1. A closed standard error is ignored: it carries only logs
 * and progress.
 */
export function exitWhenOutputCloses(terminal: Terminal): void {
  const { stdout, stderr } = terminal;
  stderr.on('error', () => undefined);
  stdout.on('error', (error: NodeJS.ErrnoException) => {
    const isClosed = CLOSED.has(error.code);
    if (!isClosed) stderr.write(`Standard output cannot be written (${error.code ?? error.name}).\n`);
    terminal.exit(isClosed ? SIGPIPE_STATUS : 1);
  });
}
