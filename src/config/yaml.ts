import { LineCounter, parseDocument, type Document, type ErrorCode, type YAMLError } from 'yaml';
import type { ConfigurationProblem } from './problem.js';

const MAX_CHARACTERS = 1_000_000;
// The number of aliases times the nodes that they stand for: stops "billion laughs" attacks.
const MAX_ALIASES = 100;

// The parser's own messages quote the wrong line, which may hold a secret.
const WORDING: Partial<Record<ErrorCode, string>> = {
  BAD_ALIAS: 'an anchor or alias has no proper name',
  BAD_DQ_ESCAPE: 'a text in double quotes has an invalid escape; single quotes take a backslash as it is',
  BAD_INDENT: 'the indentation does not fit the lines above',
  BAD_SCALAR_START: 'a text that begins with this character needs quotes',
  DUPLICATE_KEY: 'this key was already given above',
  MISSING_CHAR: 'a quote, comma, bracket, colon or space is missing',
  MULTILINE_IMPLICIT_KEY: 'a key and its colon must be on one line; is a quote or a colon missing?',
  BLOCK_AS_IMPLICIT_KEY: 'a nested value must start on a line of its own',
  MULTIPLE_DOCS: 'there is a second document after `---`; one file holds one configuration',
  TAB_AS_INDENT: 'indentation must be spaces, not tabs',
  TAG_RESOLVE_FAILED: 'tags such as `!name` are not used here',
  UNEXPECTED_TOKEN: 'something stands here that does not belong; is a quote, a dash or a comma wrong?',
};

/** Reads YAML 1.2 into plain values, or returns its syntax errors. */
export function parseYaml(text: string): { value: unknown } | { problems: readonly ConfigurationProblem[] } {
  if (text.length > MAX_CHARACTERS) return whole(`is larger than ${MAX_CHARACTERS} characters`);
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, logLevel: 'error', merge: true });
  const problems = withoutRepetitions([...document.errors, ...document.warnings]);
  if (problems.length > 0) {
    return {
      problems: problems.map(({ code, pos }) => {
        const { line, col } = lines.linePos(pos[0]);
        return { path: `line ${line}, column ${col}`, message: WORDING[code] ?? 'this is not valid YAML' };
      }),
    };
  }
  return toPlain(document);
}

/** The first problem of each place, one of the indentation only if there is no other: what is missing explains it. */
function withoutRepetitions(problems: readonly YAMLError[]): readonly YAMLError[] {
  const places = Map.groupBy(problems, ({ pos }) => pos[0]).values();
  return [...places].flatMap((here) => here.find(({ code }) => code !== 'BAD_INDENT') ?? here.slice(0, 1));
}

function toPlain(document: Document): { value: unknown } | { problems: readonly ConfigurationProblem[] } {
  let value: unknown;
  try {
    value = document.toJS({ maxAliasCount: MAX_ALIASES });
    JSON.stringify(value); // Throws if an alias is part of the node that it stands for.
  } catch {
    return whole(`uses YAML aliases that are unknown, circular, or stand for more than ${MAX_ALIASES} values`);
  }
  return { value };
}

function whole(message: string): { problems: readonly ConfigurationProblem[] } {
  return { problems: [{ path: '', message: `the file ${message}` }] };
}
