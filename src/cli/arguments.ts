import { parseArgs } from 'node:util';
import { nearest } from '../config/nearest.js';
import { CommandError } from './command-error.js';
import { readQueryArguments, type QueryCommand } from './query/arguments.js';

/** Where a server listens. */
export interface Address {
  readonly host: string;
  readonly port: number;
}

export type Command =
  | { readonly name: 'help' | 'version' | 'schema' }
  | { readonly name: 'check'; readonly config: string }
  | ({ readonly name: 'serve'; readonly config: string } & Address)
  | ({ readonly name: 'demo' } & Address)
  | QueryCommand;

type CommandName = Command['name'];
type OptionName = 'config' | 'port' | 'host';

const OPTIONS: Readonly<Record<CommandName, readonly OptionName[]>> = {
  serve: ['config', 'port', 'host'],
  demo: ['port', 'host'],
  check: ['config'],
  query: [],
  schema: [],
  help: [],
  version: [],
};

/** Reads the words after the program's name. Throws a CommandError for what makes no sense. */
export function readArguments(words: readonly string[]): Command {
  const [first, ...rest] = words;
  if (first === undefined) throw new CommandError('Which command? Try jobgraph --help.');
  const name = toCommandName(first);
  if (name === 'query') return readQueryArguments(rest);
  const { help, config = 'jobgraph.config.yaml', port = '4000', host = '127.0.0.1' } = readOptions(name, rest);
  if (help) return { name: 'help' };
  switch (name) {
    case 'serve':
      return { name, config, host, port: toPort(port) };
    case 'demo':
      return { name, host, port: toPort(port) };
    case 'check':
      return { name, config };
    default:
      return { name };
  }
}

function toCommandName(word: string): CommandName {
  if (word === '--help' || word === '-h') return 'help';
  if (word === '--version' || word === '-v') return 'version';
  const names = Object.keys(OPTIONS);
  if (isCommandName(word)) return word;
  const meant = nearest(word, names);
  throw new CommandError(
    `There is no command ${word}${meant === undefined ? '.' : `; did you mean ${meant}?`} Try jobgraph --help.`,
  );
}

function isCommandName(word: string): word is CommandName {
  return Object.hasOwn(OPTIONS, word);
}

function readOptions(name: CommandName, words: string[]) {
  const known = OPTIONS[name];
  const text = { type: 'string' } as const;
  try {
    const { values } = parseArgs({
      args: words,
      options: { config: text, port: text, host: text, help: { type: 'boolean', short: 'h' } },
    });
    const foreign = Object.keys(values).find((key) => key !== 'help' && !known.some((option) => option === key));
    if (foreign !== undefined) throw new Error(`${name} has no option --${foreign}`);
    return values;
  } catch (error) {
    // The first sentence of Node's message says it all.
    const [message] = (error instanceof Error ? error.message : '').split(/\. |\n/, 1);
    throw new CommandError(`${message ?? 'Wrong options'}. Try jobgraph --help.`);
  }
}

function toPort(text: string): number {
  const port = Number(text);
  if (/^\d+$/.test(text) && port <= 65_535) return port;
  throw new CommandError(`--port must be a number from 0 to 65535, not ${text}.`);
}
