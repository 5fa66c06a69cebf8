import type { CacheScope, Limits, LogLevel } from './config.js';

interface AccountEntry {
  /** Unique; part of every `id`. */
  readonly name: string;
  /** A Huawei region, or a QingCloud zone. */
  readonly region: string;
  /** Known from provider and region; needed for private clouds. */
  readonly endpoint?: string | undefined;
  /** Of times that the provider gives without a zone; UTC without it. */
  readonly timeZone?: string | undefined;
  readonly concurrency?: number | undefined;
  readonly rate?: { readonly requests: number; readonly perSeconds: number } | undefined;
}

interface KeyEntry {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

interface IamEntry {
  readonly iam: {
    readonly endpoint?: string | undefined;
    readonly domain: string;
    readonly user: string;
    readonly password: string;
  };
}

export type ConfigurationAccount =
  | (AccountEntry & {
      readonly provider: 'huawei-css' | 'huawei-dws' | 'huawei-geminidb';
      readonly projectId: string;
      readonly auth: (KeyEntry & { readonly securityToken?: string | undefined }) | IamEntry;
    })
  | (AccountEntry & {
      readonly provider: 'qingcloud';
      readonly apps?: readonly string[] | undefined;
      readonly auth: KeyEntry;
    });

/** What stands in a configuration file, as an object. `${NAME}` in a text takes an environment variable here too. */
export interface Configuration {
  readonly accounts: readonly ConfigurationAccount[];
  readonly limits?: Partial<Limits> | undefined;
  readonly cursorKeys?: readonly string[] | undefined;
  readonly auth?:
    | 'none'
    | { readonly routerSecret: string }
    | {
        readonly jwt: {
          readonly jwksUri: string;
          readonly issuer: string;
          readonly audience: string;
          readonly accountsClaim?: string | undefined;
        };
      }
    | undefined;
  readonly server?:
    | {
        readonly cors?: readonly string[] | undefined;
        readonly explorer?: boolean | undefined;
        readonly introspection?: boolean | undefined;
        readonly cacheScope?: CacheScope | undefined;
        readonly cacheTags?: boolean | undefined;
        readonly keepAliveSeconds?: number | undefined;
      }
    | undefined;
  readonly log?: { readonly level?: LogLevel | undefined; readonly format?: 'json' | 'text' | undefined } | undefined;
}
