import type { Factories } from '../../app/factories.js';
import { readVariables } from '../query/input.js';
import { isObject, toList, toOneLine, type JsonObject } from '../query/result.js';
import { withTarget } from '../query/target.js';
import type { Terminal } from '../terminal.js';
import type { WatchCommand } from './arguments.js';
import { type SeenChange, toText } from './change.js';
import { NoEventsError } from './event-source.js';
import { pollChanges } from './polling.js';
import { subscribeToChanges } from './subscription.js';

/** `jobgraph watch`: prints changes of jobs as they come, until it is stopped. */
export async function watch(command: WatchCommand, terminal: Terminal, factories: Factories): Promise<number> {
  const filter = await readVariables(command.filter, '--filter', '{"statuses":["FAILED"]}');
  const report = (line: string) => void terminal.stderr.write(`${line}\n`);
  return withTarget(command, terminal, factories, async (send, target) => {
    const writer = createWriter(command, (line) => void terminal.stdout.write(`${line}\n`));
    const stop = stopSignal(terminal);
    try {
      const observer = {
        onOpen: () => {
          writer.begin();
        },
        onGap: () => {
          report('The connection was lost before the first change: changes since then may be missing.');
        },
        onUnreachable: () => {
          const { origin, pathname } = target.endpoint;
          report(`${origin}${pathname} cannot be reached, and is tried again until it can.`);
        },
      };
      for await (const change of subscribeToChanges(target, filter, stop, observer)) writer.write(change);
    } catch (error) {
      if (!(error instanceof NoEventsError)) throw error;
      const { intervalMs } = command;
      const onOpen = () => {
        report(`The server has no subscription to changes; its jobs are read every ${intervalMs / 1000} s.`);
        writer.begin();
      };
      for await (const change of pollChanges(send, filter, { intervalMs, report, stop, onOpen })) {
        writer.write(change);
      }
    }
    return 0;
  });
}

/** Aborted by the first SIGTERM or SIGINT. */
function stopSignal(terminal: Terminal): AbortSignal {
  const stop = new AbortController();
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    terminal.once(signal, () => {
      stop.abort();
    });
  }
  return stop.signal;
}

/** Widths of the columns of the table, which is written before all rows are known. */
const COLUMNS = [
  ['CREATED', 24],
  ['ACCOUNT', 16],
  ['ACTION', 24],
  ['STATUS', 22],
  ['CLUSTERS', 0],
] as const;

interface ChangeWriter {
  /** The server's changes are followed from now on. */
  begin(): void;
  write(change: SeenChange): void;
}

function createWriter({ output }: WatchCommand, write: (line: string) => void): ChangeWriter {
  if (output === 'ndjson') {
    return {
      begin: () => undefined,
      write: (change) => {
        write(JSON.stringify(change));
      },
    };
  }
  const writeRow = (cells: readonly string[]) => {
    write(toOneLine(cells.map((cell, index) => cell.padEnd(COLUMNS[index]?.[1] ?? 0)).join('  ')).trimEnd());
  };
  return {
    begin: () => {
      writeRow(COLUMNS.map(([title]) => title));
    },
    write: ({ previousStatus, job }) => {
      const status = toText(job['status']) ?? '';
      writeRow([
        toText(job['createdAt']) ?? '',
        nameOf(job['account'], 'name'),
        toText(job['action']) ?? '',
        previousStatus === null ? status : `${previousStatus} > ${status}`,
        clustersOf(job),
      ]);
    },
  };
}

function clustersOf({ clusters, failureReason }: JsonObject): string {
  const names = toList(clusters).map((cluster) => nameOf(cluster, 'resourceName'));
  const reason = toText(failureReason);
  return `${names.join(', ')}${reason === null ? '' : `  ${reason}`}`;
}

function nameOf(value: unknown, field: string): string {
  return (isObject(value) ? toText(value[field]) : null) ?? '';
}
