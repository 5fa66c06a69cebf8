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

/** Reads the JSON object of an option, such as the variables: JSON, or `@` and the name of a file with JSON. */
export async function readVariables(
  words: string,
  option = '--variables',
  example = '{"first":5}',
): Promise<JsonObject> {
  const text = words.startsWith('@')
    ? await readText(words.slice(1), `${option}: the file ${words.slice(1)} cannot be read.`)
    : words;
  const variables = parse(text);
  if (isObject(variables)) return variables;
  throw new CommandError(`${option} must be a JSON object, such as '${example}'.`);
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
