import { CommandError } from '../command-error.js';
import { parseOptions } from '../options.js';

const OUTPUTS = ['json', 'ndjson', 'table'] as const;
export type Output = (typeof OUTPUTS)[number];

/** The target of the queries of a command. */
export interface TargetOptions {
  readonly target: { readonly endpoint: URL } | { readonly config: string };
  readonly headers: readonly (readonly [name: string, text: string])[];
}

export interface QueryCommand extends TargetOptions {
  readonly name: 'query';
  /** A file name, the query itself, or `-` for standard input. */
  readonly source: string;
  /** JSON, or `@` and a file name. */
  readonly variables: string;
  readonly all: boolean;
  readonly output: Output;
}

/** Parses the arguments after `jobgraph query`. */
export function readQueryArguments(words: string[]): QueryCommand | { readonly name: 'help' } {
  const { values, positionals } = parse(words);
  if (values.help) return { name: 'help' };
  const [source, ...others] = positionals;
  if (source === undefined)
    throw new CommandError(
      'A query is missing. Give a file name, the query or - for standard input. Try jobgraph --help.',
    );
  if (others.length > 0)
    throw new CommandError('There are several arguments. Quote the query, so that it is one argument.');
  const { variables = '{}', all = false, output } = values;
  return { name: 'query', source, variables, ...readTarget(values), all, output: toOutput(output ?? 'json') };
}

/** The options of all commands that send queries. */
export const TARGET_OPTIONS = {
  endpoint: { type: 'string' },
  config: { type: 'string' },
  header: { type: 'string', multiple: true },
} as const;

interface TargetValues {
  readonly endpoint?: string | undefined;
  readonly config?: string | undefined;
  readonly header?: readonly string[] | undefined;
}

export function readTarget({ endpoint, config, header = [] }: TargetValues): TargetOptions {
  if (endpoint !== undefined && config !== undefined) {
    throw new CommandError('Use --endpoint (a running server) or --config (the clouds directly), not both.');
  }
  return {
    target: endpoint === undefined ? { config: config ?? 'jobgraph.config.yaml' } : { endpoint: toEndpoint(endpoint) },
    headers: header.map(toHeader),
  };
}

function parse(words: string[]) {
  const text = { type: 'string' } as const;
  const options = {
    ...TARGET_OPTIONS,
    variables: text,
    output: text,
    all: { type: 'boolean' },
    help: { type: 'boolean', short: 'h' },
  } as const;
  return parseOptions({ args: words, options, allowPositionals: true });
}

function toEndpoint(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url?.protocol === 'http:' || url?.protocol === 'https:') return url;
  throw new CommandError('--endpoint must be an http or https URL, such as http://localhost:4000/graphql.');
}

/** Validates with the HTTP client's own `Headers`. No message shows the value, because it may be a credential. */
function toHeader(text: string): readonly [string, string] {
  const colon = text.indexOf(':');
  const pair = [text.slice(0, Math.max(0, colon)).trim(), text.slice(colon + 1).trim()] as const;
  try {
    new Headers([[...pair]]);
    return pair;
  } catch {
    throw new CommandError("--header must be a name, a colon and a text, such as 'Authorization: Bearer …'.");
  }
}

function toOutput(text: string): Output {
  const output = OUTPUTS.find((candidate) => candidate === text);
  if (output) return output;
  throw new CommandError(`--output must be json, ndjson or table, not ${text}.`);
}
