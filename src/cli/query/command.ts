import { readFile } from 'node:fs/promises';
import { text as readStream } from 'node:stream/consumers';
import { CommandError } from '../command-error.js';
import type { Parts } from '../../app/parts.js';
import { describeErrors, isObject, type JsonObject } from './answer.js';
import type { QueryCommand } from './arguments.js';
import { type Ask, createVersionedAsk } from './client.js';
import { readDocument } from './document.js';
import { createWriter } from './output.js';
import { type Page, readPages, type Walk } from './pages.js';
import { toPagedQuery, toToldQuery, type Versions } from './paging.js';
import { incomplete, takeOutMissing } from './sources.js';
import { withTarget } from './target.js';
import type { Terminal } from '../run.js';

/** `jobgraph query` */
export async function query(command: QueryCommand, terminal: Terminal, parts: Parts): Promise<number> {
  const source = await readSource(command.source, terminal);
  const document = readDocument(source);
  const variables = await readVariables(command.variables);
  const paged = command.all ? toPagedQuery(document) : undefined;
  const tell = everySecond((line) => void terminal.stderr.write(`${line}\n`));
  endWithReader(terminal);

  return withTarget(command, terminal, parts, async (ask) => {
    const connections = paged ? [paged.connection] : document.outer;
    const writer = createWriter(command.output, connections, (text) => void terminal.stdout.write(text));
    // JSON shows all that was asked for; rows alone cannot show what is missing from them.
    const versions: Versions = command.output === 'json' ? [source] : toToldQuery(document);
    const pages = paged ? readPages({ ask, query: paged, variables, tell }) : readOnce(ask, versions, variables);
    let status = 0;
    try {
      for await (const page of pages) {
        writer.write(page);
        const { errors = [] } = page.answer;
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

/** Progress that can be read: of lines that come close together the first, and always the one before a pause or the end. */
function everySecond(write: (line: string) => void): Walk['tell'] {
  let toldAt = -Infinity;
  return (line, goesOn) => {
    const now = performance.now();
    if (goesOn && now - toldAt < SECOND_MS) return;
    toldAt = now;
    write(line);
  };
}

async function* readOnce(ask: Ask, versions: Versions, variables: JsonObject): AsyncGenerator<Page> {
  const answer = await createVersionedAsk(ask, versions)(variables);
  const { data, missing } = takeOutMissing(answer.data);
  yield { answer: { ...answer, data }, list: undefined };
  if (missing.length > 0) throw new CommandError(incomplete(missing), 1);
}

/** Whoever reads the output may have seen enough, like `head`. */
function endWithReader(terminal: Terminal): void {
  terminal.stdout.on('error', (error: Error) => {
    if ('code' in error && error.code === 'EPIPE') terminal.exit(0);
    else throw error;
  });
}

async function readSource(source: string, { stdin }: Terminal): Promise<string> {
  if (source === '-') return readStream(stdin);
  if (source.includes('{')) return source;
  return readText(source, `${source} is neither a query nor a file that can be read.`);
}

async function readVariables(words: string): Promise<JsonObject> {
  const text = words.startsWith('@')
    ? await readText(words.slice(1), `--variables: the file ${words.slice(1)} cannot be read.`)
    : words;
  try {
    const variables: unknown = JSON.parse(text);
    if (isObject(variables)) return variables;
  } catch {
    // Said below: the two mistakes are one.
  }
  throw new CommandError('--variables must be a JSON object, such as \'{"first":5}\'.');
}

async function readText(name: string, complaint: string): Promise<string> {
  try {
    return await readFile(name, 'utf8');
  } catch {
    throw new CommandError(complaint);
  }
}
