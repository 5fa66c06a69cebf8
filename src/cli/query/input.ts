import { readFile } from 'node:fs/promises';
import { text as readStream } from 'node:stream/consumers';
import { CommandError } from '../command-error.js';
import { isObject, type JsonObject } from './result.js';

/** Reads the query: `-` is standard input, a word with a brace is the query itself, any other word a file name. */
export async function readSource(source: string, stdin: NodeJS.ReadableStream): Promise<string> {
  if (source === '-') return readStream(stdin);
  if (source.includes('{')) return source;
  return readText(source, `${source} is neither a query nor a readable file.`);
}

/** Reads the variables: JSON, or `@` and the name of a file with JSON. */
export async function readVariables(words: string): Promise<JsonObject> {
  const text = words.startsWith('@')
    ? await readText(words.slice(1), `--variables: the file ${words.slice(1)} cannot be read.`)
    : words;
  const variables = parse(text);
  if (isObject(variables)) return variables;
  throw new CommandError('--variables must be a JSON object, such as \'{"first":5}\'.');
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

async function readText(name: string, message: string): Promise<string> {
  try {
    return await readFile(name, 'utf8');
  } catch {
    throw new CommandError(message);
  }
}
