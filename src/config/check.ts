import type { Static, TSchema } from 'typebox';
import { Settings } from 'typebox/system';
import { Errors, Check } from 'typebox/value';
import { formatPath, type Mistake, type Path } from './mistake.js';
import { nearest } from './nearest.js';
import { propertiesOf, schemaAt, toSteps, valueAt } from './places.js';

type ValidationError = ReturnType<typeof Errors>[number];

/** Takes up mistakes, and knows which values must not be shown. */
export interface Report {
  readonly mistakes: Mistake[];
  readonly fromEnvironment: ReadonlySet<string>;
}

/** Why a key that is known elsewhere is wrong here, by key. */
export type Elsewhere = Readonly<Record<string, string>>;

/** Whether a value fits its schema; if not, every mistake goes into the report. */
export function check<const Schema extends TSchema>(
  schema: Schema,
  value: unknown,
  path: Path,
  report: Report,
  elsewhere: Elsewhere = {},
): value is Static<Schema> {
  if (Check(schema, value)) return true;
  // The default stops after eight.
  Settings.Set({ maxErrors: 1000 });
  const told = new Set<string>();
  for (const error of Errors(schema, value)) {
    for (const mistake of toMistakes(schema, value, path, error, report, elsewhere)) {
      // A text that breaks its type and its pattern is one mistake.
      if (told.has(mistake.path)) continue;
      told.add(mistake.path);
      report.mistakes.push(mistake);
    }
  }
  return false;
}

function toMistakes(
  schema: unknown,
  value: unknown,
  path: Path,
  error: ValidationError,
  report: Report,
  elsewhere: Elsewhere,
): Mistake[] {
  const steps = toSteps(error.instancePath, value);
  const here = steps.reduce(schemaAt, schema);
  const at = (...more: Path) => formatPath([...path, ...steps, ...more]);
  switch (error.keyword) {
    case 'required':
      return error.params.requiredProperties.map((key) => ({
        path: at(key),
        message: `is missing; it must be ${wantedBy(schemaAt(here, key))}`,
      }));
    case 'additionalProperties': {
      const found = steps.reduce(valueAt, value);
      return error.params.additionalProperties.map((key) => unknownKey(key, valueAt(found, key), here, at, elsewhere));
    }
    case 'boolean':
      return []; // Tells once more what additionalProperties tells.
    default: {
      const found = steps.reduce(valueAt, value);
      const wanted = `must be ${wantedBy(here)}`;
      return [{ path: at(), message: `${wanted}${describe(found, at(), report)}${suggest(found, here, at())}` }];
    }
  }
}

function unknownKey(
  key: string,
  value: unknown,
  schema: unknown,
  at: (...more: Path) => string,
  elsewhere: Elsewhere,
): Mistake {
  const home = Object.hasOwn(elsewhere, key) ? elsewhere[key] : undefined;
  if (home !== undefined) return { path: at(key), message: home };
  // In `{ routerSecret:hunter2 }` the space is missing and the secret is part of the key.
  if (value === null && !/^\w*$/.test(key)) {
    return { path: at(), message: 'has a key without a value; is a space missing after its colon?' };
  }
  const known = Object.keys(propertiesOf(schema));
  const meant = nearest(key, known);
  const hint = meant === undefined ? `known here: ${known.join(', ')}` : `did you mean ${meant}?`;
  return { path: at(key), message: `is not a known key; ${hint}` };
}

const SECRET_PLACES = /(^|\.)(auth|cursorKeys)\b/;
const HARMLESS = /^[\w ./+-]{1,40}$/;

function describe(value: unknown, path: string, { fromEnvironment }: Report): string {
  if (value === null) return ', but is empty';
  if (Array.isArray(value)) return value.length === 0 ? ', but is empty' : ', but is a list';
  if (typeof value === 'object') return ', but is a mapping';
  if (SECRET_PLACES.test(path) || fromEnvironment.has(path)) return '';
  if (typeof value === 'string') return HARMLESS.test(value) ? `, but is "${value}"` : '';
  return typeof value === 'number' || typeof value === 'boolean' ? `, but is ${String(value)}` : '';
}

function suggest(value: unknown, schema: unknown, path: string): string {
  if (typeof value === 'number' && valueAt(schema, 'type') === 'string')
    return '; a number that is a text needs quotes';
  const words: unknown = valueAt(schema, 'enum');
  if (typeof value !== 'string' || !Array.isArray(words) || SECRET_PLACES.test(path)) return '';
  const meant = nearest(
    value,
    words.filter((word) => typeof word === 'string'),
  );
  return meant === undefined ? '' : `; did you mean ${meant}?`;
}

function wantedBy(schema: unknown): string {
  const wanted = valueAt(schema, 'wanted');
  return typeof wanted === 'string' ? wanted : 'something else';
}
