import type { Account } from '../domain/provider.js';

/** A secret that never shows itself: not in `inspect`, `String()`, JSON or an error. `reveal()` is the only way in. */
export interface Secret {
  reveal(): string;
}

/** An access key, permanent or temporary. */
export interface AccessKey {
  readonly accessKeyId: string;
  readonly secretAccessKey: Secret;
  /** Huawei: with temporary keys. */
  readonly securityToken?: Secret;
}

/** A Huawei IAM user whose password buys tokens. */
export interface IamUser {
  readonly iam: {
    readonly endpoint: URL;
    readonly domain: string;
    readonly user: string;
    readonly password: Secret;
  };
}

interface AccountBase extends Account {
  readonly endpoint: URL;
  /** Of times that the provider gives without a zone: an IANA name. */
  readonly timeZone: string;
  /** Upstream calls at a time. */
  readonly concurrency: number;
  readonly rate?: { readonly requests: number; readonly perSeconds: number };
}

export interface HuaweiAccountConfig extends AccountBase {
  readonly provider: 'HUAWEI_CSS' | 'HUAWEI_DWS' | 'HUAWEI_GEMINIDB';
  readonly projectId: string;
  readonly auth: AccessKey | IamUser;
}

export interface QingCloudAccountConfig extends AccountBase {
  readonly provider: 'QINGCLOUD';
  readonly apps?: readonly string[];
  readonly auth: AccessKey;
}

export type AccountConfig = HuaweiAccountConfig | QingCloudAccountConfig;

export interface Limits {
  readonly pageSize: number;
  readonly scanRows: number;
  readonly upstreamCalls: number;
  readonly requestTimeoutMs: number;
  readonly upstreamTimeoutMs: number;
  readonly depth: number;
  readonly aliases: number;
  readonly directives: number;
  readonly selections: number;
  readonly tokens: number;
  readonly bodyBytes: number;
  readonly references: number;
  /** The rows and upstream calls that one query may ask for at most, nested lists multiplied. */
  readonly cost: number;
  /** Queries in progress at a time; more are refused with 503. */
  readonly concurrency: number;
}

export type InboundAuth =
  | { readonly kind: 'none'; /** Written out, not defaulted. */ readonly explicit: boolean }
  | { readonly kind: 'router'; readonly routerSecret: Secret }
  | {
      readonly kind: 'jwt';
      readonly jwksUri: URL;
      readonly issuer: string;
      readonly audience: string;
      readonly accountsClaim: string;
    };

export const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

export const LOG_FORMATS = ['json', 'text'] as const;

export const CACHE_SCOPES = ['private', 'public'] as const;
export type CacheScope = (typeof CACHE_SCOPES)[number];

/** A checked configuration: plain, frozen to the bottom (a URL is frozen as far as JavaScript can). */
export interface Config {
  readonly accounts: readonly AccountConfig[];
  readonly limits: Limits;
  /** The first signs cursors, all verify. Empty: a checksum guards against damage only. */
  readonly cursorKeys: readonly Secret[];
  readonly auth: InboundAuth;
  readonly server: {
    readonly cors: readonly string[];
    readonly explorer: boolean;
    readonly introspection: boolean;
    /** Whether caches that several callers share may keep responses: `public` only where all callers see the same. */
    readonly cacheScope: CacheScope;
    /** Whether responses carry the tags by which routers invalidate their caches. */
    readonly cacheTags: boolean;
    /** How long a caller's connection may stay idle. */
    readonly keepAliveSeconds: number;
  };
  readonly log: { readonly level: LogLevel; readonly format: (typeof LOG_FORMATS)[number] };
}
