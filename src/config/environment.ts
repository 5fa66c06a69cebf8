import { formatPath, type ConfigurationProblem, type Path } from './problem.js';

export type Environment = Readonly<Record<string, string | undefined>>;

export interface Expanded {
  readonly value: unknown;
  readonly problems: readonly ConfigurationProblem[];
  /** The paths of texts that hold something from the environment: those are never shown. */
  readonly fromEnvironment: ReadonlySet<string>;
}

const REFERENCE = /\$(\$?)\{([^}]*)(\}?)/g;
const VARIABLE = /^[A-Za-z_][A-Za-z0-9_]*$/;

/**
 * Replaces `${NAME}` by the environment variable, in every text of a file; `$${` stands for `${` itself. One newline at
 * the end of a text is dropped: mounted secrets and YAML blocks end with one, and no value of the file does.
 */
export function expandEnvironment(file: unknown, environment: Environment): Expanded {
  const problems: ConfigurationProblem[] = [];
  const fromEnvironment = new Set<string>();

  const expandReferences = (text: string, path: Path): string =>
    text.replaceAll(REFERENCE, (whole: string, escaped: string, name: string, end: string) => {
      if (escaped !== '') return whole.slice(1);
      fromEnvironment.add(formatPath(path));
      const problem = problemOf(name, end, environment);
      if (problem !== undefined) problems.push({ path: formatPath(path), message: problem });
      return valueOf(name, environment) ?? whole;
    });

  const expand = (value: unknown, path: Path): unknown => {
    if (typeof value === 'string') return expandReferences(value, path).replace(/\r?\n$/, '');
    if (Array.isArray(value)) return value.map((item: unknown, index) => expand(item, [...path, index]));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, expand(item, [...path, key])]));
  };

  return { value: expand(file, []), problems, fromEnvironment };
}

function problemOf(name: string, end: string, environment: Environment): string | undefined {
  if (end === '' || !VARIABLE.test(name)) {
    return 'has `${` without the name of an environment variable and `}` after it; write `$${` for the characters themselves';
  }
  const value = valueOf(name, environment);
  if (value === undefined) return `the environment variable ${name} is not set`;
  return value === '' ? `the environment variable ${name} is empty` : undefined;
}

/** Own properties only: every object inherits `toString`. */
function valueOf(name: string, environment: Environment): string | undefined {
  return Object.hasOwn(environment, name) ? environment[name] : undefined;
}
