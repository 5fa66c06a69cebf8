import type { ClusterKey } from './cluster.js';
import type { ClusterJobKey } from './job.js';
import { toProviderName } from './provider.js';

/** The form of the providers' own ids. A text of another form identifies nothing and is never sent to a provider. */
const NATIVE_ID = /^[A-Za-z0-9-]+$/;

export function isNativeId(text: string): boolean {
  return NATIVE_ID.test(text);
}

export function toAccountId(name: string): string {
  return encode(['account', name]);
}

/** `undefined`: this is not the id of an account. */
export function toAccountName(id: unknown): string | undefined {
  const [kind, name, ...others] = decode(id);
  return kind === 'account' && typeof name === 'string' && others.length === 0 ? name : undefined;
}

/** Includes the app of a QingCloud cluster, which is needed to find the cluster's jobs. */
export function toClusterId({ account, nativeId, app }: ClusterKey): string {
  return encode(['cluster', account, nativeId, ...(app === undefined ? [] : [app])]);
}

/** The ids of clusters, decoded. Reading one by this expression takes half the time of parsing it as JSON. */
const CLUSTER = /^\["cluster","([\w-]+)","([A-Za-z0-9-]+)"(?:,"([A-Za-z0-9-]+)")?\]$/;

/** `undefined`: this is not a cluster's id. The provider is that of the account. */
export function fromClusterId(id: unknown): Omit<ClusterKey, 'provider'> | undefined {
  const text = toJson(id);
  const [, name, plainId, plainApp] = CLUSTER.exec(text) ?? [];
  if (name !== undefined && plainId !== undefined) return toKey(name, plainId, plainApp);
  const [kind, account, nativeId, app, ...others] = toParts(text);
  if (kind !== 'cluster' || typeof account !== 'string' || others.length > 0) return undefined;
  if (typeof nativeId !== 'string' || !isNativeId(nativeId)) return undefined;
  if (app === undefined) return toKey(account, nativeId);
  return typeof app === 'string' && isNativeId(app) ? toKey(account, nativeId, app) : undefined;
}

function toKey(account: string, nativeId: string, app?: string): Omit<ClusterKey, 'provider'> {
  return app === undefined ? { account, nativeId } : { account, nativeId, app };
}

/** Includes the feed that lists the job, and the job's start. */
export function toJobId({ account, scope, identity, createdAt }: ClusterJobKey): string {
  return encode(['job', account, scope, identity, createdAt]);
}

export function fromJobId(id: unknown): ClusterJobKey | undefined {
  const [kind, account, scope, identity, createdAt, ...others] = decode(id);
  if (kind !== 'job' || typeof account !== 'string' || typeof scope !== 'string' || others.length > 0) return undefined;
  if (scope !== '' && !isNativeId(scope)) return undefined;
  if (typeof identity !== 'string' || !(createdAt === null || isTime(createdAt))) return undefined;
  return { account, scope, identity, createdAt };
}

/** Years have four digits, here and at providers. */
const END_OF_TIME = Date.UTC(9999, 0);

/** Milliseconds since 1970. */
export function isTime(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) >= 0 && Number(value) < END_OF_TIME;
}

function encode(parts: readonly (string | number | null)[]): string {
  return Buffer.from(JSON.stringify(parts)).toString('base64url');
}

const BASE64URL = /^[\w-]*$/;
/** The last characters whose bits beyond the end are 0, by the length modulo 4. */
const LAST_CHARACTERS = [undefined, '', 'AQgw', 'AEIMQUYcgkosw048'];

/** Node's decoder skips unknown characters and ignores bits beyond the end, so other texts would be the same id. */
function isCanonical(id: string): boolean {
  return BASE64URL.test(id) && LAST_CHARACTERS[id.length % 4]?.includes(id.slice(-1)) !== false;
}

/** An id's parts as JSON; an empty text if `id` is not an id. */
function toJson(id: unknown): string {
  if (typeof id !== 'string' || !isCanonical(id)) return '';
  const text = Buffer.from(id, 'base64url').toString();
  // The decoder replaces invalid UTF-8, so two ids could stand for one text.
  return text.includes('\uFFFD') && Buffer.from(text).toString('base64url') !== id ? '' : text;
}

/** The parts of an id; an empty list if the text is not that of an id. */
function toParts(text: string): readonly unknown[] {
  try {
    const parts: unknown = JSON.parse(text);
    return Array.isArray(parts) && JSON.stringify(parts) === text ? parts : [];
  } catch {
    return [];
  }
}

function decode(id: unknown): readonly unknown[] {
  return toParts(toJson(id));
}

/** The key for other subgraphs that have only the provider's id: `huawei-css/4213d908-…`. */
export function toResourceName({ provider, nativeId }: Pick<ClusterKey, 'provider' | 'nativeId'>): string {
  return `${toProviderName(provider)}/${nativeId}`;
}

/** `undefined`: this is not a resource name. `providerName` may be the name of no provider. */
export function fromResourceName(name: string): { providerName: string; nativeId: string } | undefined {
  const slash = name.indexOf('/');
  const nativeId = name.slice(slash + 1);
  return slash > 0 && isNativeId(nativeId) ? { providerName: name.slice(0, slash), nativeId } : undefined;
}
