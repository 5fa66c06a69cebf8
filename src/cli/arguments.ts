import { nearest } from '../config/nearest.js';
import { CommandError } from './command-error.js';
import { parseOptions } from './options.js';
import { readWaitArguments, readWatchArguments, type WaitCommand, type WatchCommand } from './changes/arguments.js';
import { readQueryArguments, type QueryCommand } from './query/arguments.js';

/** The address that a server listens on. */
export interface Address {
  readonly host: string;
  readonly port: number;
}

export type Command =
  | { readonly name: 'help' | 'version' | 'schema' }
  | { readonly name: 'check'; readonly config: string }
  | { readonly name: 'sync'; readonly config: string }
  | { readonly name: 'forget'; readonly config: string; readonly account: string }
  | ({ readonly name: 'serve'; readonly config: string } & Address)
  | ({ readonly name: 'demo' } & Address)
  | QueryCommand
  | WatchCommand
  | WaitCommand;

type CommandName = Command['name'];
type OptionName = 'config' | 'port' | 'host' | 'account';

const OPTIONS: Readonly<Record<CommandName, readonly OptionName[]>> = {
  serve: ['config', 'port', 'host'],
  demo: ['port', 'host'],
  check: ['config'],
  sync: ['config'],
  forget: ['config', 'account'],
  query: [],
  watch: [],
  wait: [],
  schema: [],
  help: [],
  version: [],
};

/** Parses the arguments after the program's name. Throws a CommandError if they are wrong. */
export function readArguments(words: readonly string[]): Command {
  const [first, ...rest] = words;
  if (first === undefined) throw new CommandError('A command is missing. Try jobgraph --help.');
  const name = toCommandName(first);
  if (name === 'query') return readQueryArguments(rest);
  if (name === 'watch') return readWatchArguments(rest);
  if (name === 'wait') return readWaitArguments(rest);
  const { help, account, config = 'jobgraph.config.yaml', port = '4000', host = '127.0.0.1' } = readOptions(name, rest);
  if (help) return { name: 'help' };
  switch (name) {
    case 'serve':
      return { name, config, host, port: toPort(port) };
    case 'demo':
      return { name, host, port: toPort(port) };
    case 'check':
      return { name, config };
    case 'sync':
      return { name, config };
    case 'forget':
      if (account === undefined) throw new CommandError('forget needs --account NAME.');
      return { name, config, account };
    default:
      return { name };
  }
}

function toCommandName(word: string): CommandName {
  if (word === '--help' || word === '-h') return 'help';
  if (word === '--version' || word === '-v') return 'version';
  if (isCommandName(word)) return word;
  const similar = nearest(word, Object.keys(OPTIONS));
  const hint = similar === undefined ? '.' : `; did you mean ${similar}?`;
  throw new CommandError(`Unknown command ${word}${hint} Try jobgraph --help.`);
}

function isCommandName(word: string): word is CommandName {
  return Object.hasOwn(OPTIONS, word);
}

function readOptions(name: CommandName, words: readonly string[]) {
  const text = { type: 'string' } as const;
  const options = {
    config: text,
    port: text,
    host: text,
    account: text,
    help: { type: 'boolean', short: 'h' },
  } as const;
  const { values } = parseOptions({ args: words, options });
  const foreign = Object.keys(values).find((key) => key !== 'help' && !OPTIONS[name].some((option) => option === key));
  if (foreign !== undefined) throw new CommandError(`${name} has no option --${foreign}. Try jobgraph --help.`);
  return values;
}

function toPort(text: string): number {
  const port = Number(text);
  if (/^\d+$/.test(text) && port <= 65_535) return port;
  throw new CommandError(`--port must be a number from 0 to 65535, not ${text}.`);
}
