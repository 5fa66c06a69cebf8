import type { ClusterKey } from './cluster.js';
import type { ClusterJobKey } from './job.js';
import type { CloudProvider } from './provider.js';

/** What the provider's own ids are made of. Anything else names nothing, and is never sent to a provider. */
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

/** Carries the app of a QingCloud cluster: its jobs cannot be found without. */
export function toClusterId({ account, nativeId, app }: ClusterKey): string {
  return encode(['cluster', account, nativeId, ...(app === undefined ? [] : [app])]);
}

/** What a cluster's id says; which provider that is, the account tells. `undefined`: this is not such an id. */
export function fromClusterId(id: unknown): Omit<ClusterKey, 'provider'> | undefined {
  const [kind, account, nativeId, app, ...others] = decode(id);
  if (kind !== 'cluster' || typeof account !== 'string' || typeof nativeId !== 'string' || others.length > 0) {
    return undefined;
  }
  if (!isNativeId(nativeId)) return undefined;
  if (app === undefined) return { account, nativeId };
  return typeof app === 'string' && isNativeId(app) ? { account, nativeId, app } : undefined;
}

/** Carries where the job is listed, and when it started. */
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

/** Milliseconds since 1970. Years have four digits, here and at providers. */
export function isTime(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) >= 0 && Number(value) < Date.UTC(9999, 0);
}

function encode(parts: readonly (string | number | null)[]): string {
  return Buffer.from(JSON.stringify(parts)).toString('base64url');
}

/** Three or four texts without escapes, as JSON writes them: what ids of clusters say. */
const SIMPLE = /^\["([\w-]+)","([\w-]+)","([\w-]+)"(?:,"([\w-]+)")?\]$/;
/** base64url as it is written: decoding forgives strange characters and bits beyond the end. */
const CANONICAL = /^(?:[\w-]{4})*(?:[\w-][AQgw]|[\w-]{2}[AEIMQUYcgkosw048])?$/;

/** What an id is made of; nothing where it is none, whatever a reference holds in its place. */
function decode(id: unknown): readonly unknown[] {
  if (typeof id !== 'string' || !CANONICAL.test(id)) return [];
  const text = Buffer.from(id, 'base64url').toString();
  const simple = SIMPLE.exec(text);
  if (simple) return simple.slice(1, simple[4] === undefined ? 4 : 5);
  // Bytes that are no UTF-8 would be forgiven, too.
  if (text.includes('\uFFFD') && Buffer.from(text).toString('base64url') !== id) return [];
  try {
    const parts: unknown = JSON.parse(text);
    return Array.isArray(parts) && JSON.stringify(parts) === text ? parts : [];
  } catch {
    return [];
  }
}

const SERVICES: Readonly<Record<CloudProvider, string>> = {
  HUAWEI_CSS: 'huawei-css',
  HUAWEI_DWS: 'huawei-dws',
  HUAWEI_GEMINIDB: 'huawei-geminidb',
  QINGCLOUD: 'qingcloud',
};

/** The key for neighbours who know only the provider's id: `huawei-css/4213d908-…`. */
export function toResourceName({ provider, nativeId }: Pick<ClusterKey, 'provider' | 'nativeId'>): string {
  return `${SERVICES[provider]}/${nativeId}`;
}

export function fromResourceName(name: string): Pick<ClusterKey, 'provider' | 'nativeId'> | undefined {
  const slash = name.indexOf('/');
  const nativeId = name.slice(slash + 1);
  const entry = Object.entries(SERVICES).find(([, service]) => service === name.slice(0, Math.max(0, slash)));
  return entry && isNativeId(nativeId) ? { provider: entry[0] as CloudProvider, nativeId } : undefined;
}
