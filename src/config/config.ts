import type { Account } from '../domain/provider.js';
import type { Secret } from './secret.js';
import type { CACHE_SCOPES, limits, LOG_FORMATS, LOG_LEVELS, prometheus, server, store } from './schema.js';

export type { Secret };

/** The configuration of an account that all providers have in common. Each provider adds its own. */
export interface AccountConfig extends Account {
  readonly endpoint: URL;
  /** The IANA time zone of times that the provider sends without a zone. */
  readonly timeZone: string;
  /** Upstream calls at a time. */
  readonly concurrency: number;
  /** This process's share where replicas have no database in common: `requests` may be a fraction. */
  readonly rate?: { readonly requests: number; readonly perSeconds: number };
}

export type Limits = Readonly<typeof limits.defaults>;

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

export type CacheScope = (typeof CACHE_SCOPES)[number];
export type LogLevel = (typeof LOG_LEVELS)[number];

/** The destinations of metrics and traces. Without `prometheus` and `otlp` there are none. */
export interface TelemetryConfig {
  /** Metrics are served here, at `/metrics`. */
  readonly prometheus?: Readonly<typeof prometheus.defaults> | undefined;
  /** Metrics and traces are sent here: OTLP over HTTP. */
  readonly otlp?: { readonly endpoint: URL; readonly headers: Readonly<Record<string, Secret>> } | undefined;
}

/** The store of rows that were read: a file for one process, or a database for replicas. */
export type StoreConfig = Readonly<typeof store.defaults> &
  ({ readonly kind: 'sqlite'; readonly file: string } | { readonly kind: 'postgres'; readonly url: Secret });

/** A checked configuration, deeply frozen (a URL cannot be). */
export interface Config {
  readonly accounts: readonly AccountConfig[];
  /** How many processes share the accounts' rates and lockouts. */
  readonly replicas: number;
  readonly limits: Limits;
  /** The first signs cursors, all verify. Empty: a checksum detects damage only. */
  readonly cursorKeys: readonly Secret[];
  readonly auth: InboundAuth;
  readonly server: Readonly<typeof server.defaults> & {
    /** Whether caches that callers share may keep responses: `public` only if all callers may see the same. */
    readonly cacheScope: CacheScope;
  };
  readonly telemetry: TelemetryConfig;
  /** Absent: every page is read live. */
  readonly store?: StoreConfig | undefined;
  readonly log: { readonly level: LogLevel; readonly format: (typeof LOG_FORMATS)[number] };
}
