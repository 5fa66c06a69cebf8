import type { Factories } from '../../app/factories.js';
import { CommandError } from '../command-error.js';
import type { Terminal } from '../terminal.js';
import type { QueryCommand } from './arguments.js';
import { createSendVariants, type SendQuery } from './client.js';
import { readDocument } from './document.js';
import { readSource, readVariables } from './input.js';
import { createWriter } from './output.js';
import { type Page, readPages, type ReportProgress } from './pages.js';
import { describeErrors, type JsonObject } from './result.js';
import { withTarget } from './target.js';
import { extractUnavailable, incompleteMessage } from './unavailable.js';
import { type QueryVariants, toPagedQuery, toUnavailableVariants } from './variants.js';

/** `jobgraph query` */
export async function query(command: QueryCommand, terminal: Terminal, factories: Factories): Promise<number> {
  const source = await readSource(command.source, terminal.stdin);
  const document = readDocument(source);
  const variables = await readVariables(command.variables);
  const paged = command.all ? toPagedQuery(document) : undefined;
  const report = everySecond((line) => void terminal.stderr.write(`${line}\n`));

  return withTarget(command, terminal, factories, async (send) => {
    const connections = paged ? [paged.connection] : document.topLevel;
    const writer = createWriter(command.output, connections, (text) => void terminal.stdout.write(text));
    // JSON output shows the selected `unavailable` itself. Rows alone cannot show that some are missing.
    const variants: QueryVariants = command.output === 'json' ? [source] : toUnavailableVariants(document);
    const pages = paged ? readPages({ send, query: paged, variables, report }) : readOnce(send, variants, variables);
    let status = 0;
    try {
      for await (const page of pages) {
        writer.write(page);
        const { errors = [] } = page.result;
        terminal.stderr.write(describeErrors(errors));
        if (errors.length > 0) status = 1;
      }
    } finally {
      writer.end();
    }
    return status;
  });
}

const SECOND_MS = 1000;

/** Limits progress to one line a second. The last line before a pause or the end is always written. */
function everySecond(write: (line: string) => void): ReportProgress {
  let writtenAt = -Infinity;
  return (line, continues) => {
    const now = performance.now();
    if (continues && now - writtenAt < SECOND_MS) return;
    writtenAt = now;
    write(line);
  };
}

async function* readOnce(send: SendQuery, variants: QueryVariants, variables: JsonObject): AsyncGenerator<Page> {
  const result = await createSendVariants(send, variants)(variables);
  const { data, unavailable } = extractUnavailable(result.data);
  yield { result: { ...result, data }, connection: undefined };
  if (unavailable.length > 0) throw new CommandError(incompleteMessage(unavailable), 1);
}
