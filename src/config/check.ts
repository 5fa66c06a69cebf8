import type { Static, TSchema } from 'typebox';
import { Settings } from 'typebox/system';
import { Check, Errors } from 'typebox/value';
import { nearest } from './nearest.js';
import { formatPath, type ConfigurationProblem, type Path } from './problem.js';
import { propertiesOf, schemaAt, toSteps, valueAt } from './schema-paths.js';

type ValidationError = ReturnType<typeof Errors>[number];

/** Collects the problems of one file. */
export interface ProblemList {
  readonly problems: ConfigurationProblem[];
  /** Paths of values that come from the environment and must not be shown. */
  readonly fromEnvironment: ReadonlySet<string>;
}

/** Messages for keys that are valid elsewhere but not here. */
export type MisplacedKeys = Readonly<Record<string, string>>;

/** Whether a value fits its schema. If not, all its problems are added to the list. */
export function check<const Schema extends TSchema>(
  schema: Schema,
  value: unknown,
  path: Path,
  list: ProblemList,
  misplaced: MisplacedKeys = {},
): value is Static<Schema> {
  if (Check(schema, value)) return true;
  // TypeBox stops after eight errors by default.
  Settings.Set({ maxErrors: 1000 });
  const reported = new Set<string>();
  for (const error of Errors(schema, value)) {
    for (const problem of toProblems(schema, value, path, error, list, misplaced)) {
      // A text that violates both its type and its pattern is one problem.
      if (reported.has(problem.path)) continue;
      reported.add(problem.path);
      list.problems.push(problem);
    }
  }
  return false;
}

function toProblems(
  schema: unknown,
  value: unknown,
  path: Path,
  error: ValidationError,
  list: ProblemList,
  misplaced: MisplacedKeys,
): ConfigurationProblem[] {
  const steps = toSteps(error.instancePath, value);
  const here = steps.reduce(schemaAt, schema);
  const at = (...more: Path) => formatPath([...path, ...steps, ...more]);
  switch (error.keyword) {
    case 'required':
      return error.params.requiredProperties.map((key) => ({
        path: at(key),
        message: `is missing; it must be ${expectedBy(schemaAt(here, key))}`,
      }));
    case 'additionalProperties': {
      const found = steps.reduce(valueAt, value);
      return error.params.additionalProperties.map((key) => unknownKey(key, valueAt(found, key), here, at, misplaced));
    }
    case 'boolean':
      return []; // Repeats what additionalProperties reports.
    default: {
      const found = steps.reduce(valueAt, value);
      const expected = `must be ${expectedBy(here)}`;
      return [{ path: at(), message: `${expected}${describe(found, at(), list)}${suggest(found, here, at())}` }];
    }
  }
}

function unknownKey(
  key: string,
  value: unknown,
  schema: unknown,
  at: (...more: Path) => string,
  misplaced: MisplacedKeys,
): ConfigurationProblem {
  const message = Object.hasOwn(misplaced, key) ? misplaced[key] : undefined;
  if (message !== undefined) return { path: at(key), message };
  // In `{ routerSecret:hunter2 }` the space is missing and the secret is part of the key.
  if (value === null && !/^\w*$/.test(key)) {
    return { path: at(), message: 'has a key without a value; is a space missing after its colon?' };
  }
  const known = Object.keys(propertiesOf(schema));
  const suggestion = nearest(key, known);
  const hint = suggestion === undefined ? `known here: ${known.join(', ')}` : `did you mean ${suggestion}?`;
  return { path: at(key), message: `is not a known key; ${hint}` };
}

const SECRET_PATHS = /(^|\.)(auth|cursorKeys|headers|store)\b/;
const SHOWABLE = /^[\w ./+-]{1,40}$/;

function describe(value: unknown, path: string, { fromEnvironment }: ProblemList): string {
  if (value === null) return ', but is empty';
  if (Array.isArray(value)) return value.length === 0 ? ', but is empty' : ', but is a list';
  if (typeof value === 'object') return ', but is a mapping';
  if (SECRET_PATHS.test(path) || fromEnvironment.has(path)) return '';
  if (typeof value === 'string') return SHOWABLE.test(value) ? `, but is "${value}"` : '';
  return typeof value === 'number' || typeof value === 'boolean' ? `, but is ${String(value)}` : '';
}

function suggest(value: unknown, schema: unknown, path: string): string {
  const isText = valueAt(schema, 'type') === 'string' || valueAt(schema, 'isText') === true;
  if (typeof value === 'number' && isText) return '; put quotes around a text that looks like a number';
  const words: unknown = valueAt(schema, 'enum');
  if (typeof value !== 'string' || !Array.isArray(words) || SECRET_PATHS.test(path)) return '';
  const suggestion = nearest(
    value,
    words.filter((word) => typeof word === 'string'),
  );
  return suggestion === undefined ? '' : `; did you mean ${suggestion}?`;
}

function expectedBy(schema: unknown): string {
  const expected = valueAt(schema, 'expected');
  return typeof expected === 'string' ? expected : 'something else';
}
