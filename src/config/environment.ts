import { formatPath, type Mistake, type Path } from './mistake.js';

export type Environment = Readonly<Record<string, string | undefined>>;

export interface Expanded {
  readonly value: unknown;
  readonly mistakes: readonly Mistake[];
  /** The paths of texts that hold something from the environment: those are never shown. */
  readonly fromEnvironment: ReadonlySet<string>;
}

const REFERENCE = /\$(\$?)\{([^}]*)(\}?)/g;
const VARIABLE = /^[A-Za-z_][A-Za-z0-9_]*$/;

/** Puts environment variables in the place of `${NAME}` in every text of a file. `$${` stands for `${` itself. */
export function expandEnvironment(file: unknown, environment: Environment): Expanded {
  const mistakes: Mistake[] = [];
  const fromEnvironment = new Set<string>();

  const expandText = (text: string, path: Path): string =>
    text.replaceAll(REFERENCE, (whole: string, escaped: string, name: string, end: string) => {
      if (escaped !== '') return whole.slice(1);
      fromEnvironment.add(formatPath(path));
      const problem = problemOf(name, end, environment);
      if (problem !== undefined) mistakes.push({ path: formatPath(path), message: problem });
      return valueOf(name, environment) ?? whole;
    });

  const expand = (value: unknown, path: Path): unknown => {
    if (typeof value === 'string') return expandText(value, path);
    if (Array.isArray(value)) return value.map((item: unknown, index) => expand(item, [...path, index]));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, expand(item, [...path, key])]));
  };

  return { value: expand(file, []), mistakes, fromEnvironment };
}

function problemOf(name: string, end: string, environment: Environment): string | undefined {
  if (end === '' || !VARIABLE.test(name)) {
    return 'has `${` without the name of an environment variable and `}` after it; write `$${` for the characters themselves';
  }
  const value = valueOf(name, environment);
  if (value === undefined) return `the environment variable ${name} is not set`;
  return value === '' ? `the environment variable ${name} is empty` : undefined;
}

/** What every object inherits was set by nobody. */
function valueOf(name: string, environment: Environment): string | undefined {
  return Object.hasOwn(environment, name) ? environment[name] : undefined;
}
