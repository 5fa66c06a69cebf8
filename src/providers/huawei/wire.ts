import Type from 'typebox';
import { UpstreamError } from '../../domain/errors.js';
import type { Account } from '../../domain/provider.js';

/** What a provider may tell of a row. Only what a row cannot be a row without has a type: see `lenient.ts`. */
export const Told = Type.Optional(Type.Unknown());

/** What names a row: documented as a string everywhere; as a number it would name it as well. */
export const Id = Type.Union([Type.String({ minLength: 1 }), Type.Integer()]);

interface Mistake {
  readonly instancePath: string;
  readonly params: object;
}

interface Check<T> {
  Check(value: unknown): value is T;
  Errors(value: unknown): readonly Mistake[];
}

/** A body that has what its rows cannot be without. Throws UPSTREAM_INVALID, which names the field and no value. */
export function checkBody<T>(check: Check<T>, body: unknown, account: Account): T {
  if (check.Check(body)) return body;
  throw invalidField(account, placeOf(check.Errors(body)));
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

/** Where a body is wrong: the deepest place that the check complains about. */
function placeOf(mistakes: readonly Mistake[]): string {
  const paths = mistakes.map(toPath);
  const deepest = paths.reduce((best, path) => (path.length > best.length ? path : best), []);
  return deepest.length === 0 ? 'form' : toPlace(deepest);
}

/** A missing property is reported at the object that lacks it. */
function toPath({ instancePath, params }: Mistake): string[] {
  const path = instancePath.split('/').slice(1);
  const missing: unknown = 'requiredProperties' in params ? params.requiredProperties : undefined;
  return Array.isArray(missing) ? [...path, String(missing[0])] : path;
}

function toPlace(path: readonly string[]): string {
  return path.map((step, index) => (/^\d+$/.test(step) ? `[${step}]` : `${index > 0 ? '.' : ''}${step}`)).join('');
}
