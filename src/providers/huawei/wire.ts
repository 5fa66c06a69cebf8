import {
  anything,
  either,
  integer,
  mistakesOf,
  optional,
  type Path,
  type Shape,
  type ShapeMistake,
  text,
} from '../../domain/shape.js';
import { UpstreamError } from '../../domain/errors.js';
import type { Account } from '../../domain/provider.js';

/** What a provider may tell of a row. Only what a row cannot be a row without has a type: see `lenient.ts`. */
export const Told = optional(anything);

/** What names a row: documented as a string everywhere; as a number it would name it as well. */
export const Id = either(
  text((id) => id !== ''),
  integer(),
);

/** A body that has what its rows cannot be without. Throws UPSTREAM_INVALID, which names the field and no value. */
export function checkBody<T>(shape: Shape<T>, body: unknown, account: Account): T {
  if (shape.test(body)) return body;
  throw invalidField(account, placeOf(mistakesOf(shape, body)));
}

const SERVICES = {
  HUAWEI_CSS: 'CSS',
  HUAWEI_DWS: 'DWS',
  HUAWEI_GEMINIDB: 'GeminiDB',
  QINGCLOUD: 'QingCloud',
} as const;

/** `place`: the path of a field, such as `clusters[3].created`. */
export function invalidField(account: Account, place: string): UpstreamError {
  return new UpstreamError(
    'UPSTREAM_INVALID',
    account,
    `${SERVICES[account.provider]}'s answer has no valid ${place}.`,
  );
}

/** Where a body is wrong: the deepest place that there is a mistake at. */
export function placeOf(mistakes: readonly ShapeMistake[]): string {
  // A missing key is a mistake of the object that lacks it.
  const paths = mistakes.map(({ path, keys }) => [...path, ...keys.slice(0, 1)]);
  const deepest = paths.reduce((best, path) => (path.length > best.length ? path : best), []);
  return deepest.length === 0 ? 'form' : toPlace(deepest);
}

function toPlace(path: Path): string {
  return path
    .map((step, index) => (typeof step === 'number' ? `[${step}]` : `${index > 0 ? '.' : ''}${step}`))
    .join('');
}
