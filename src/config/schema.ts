import Type, { type Static, type TProperties } from 'typebox';
import { Create } from 'typebox/value';
import {
  CLOSED,
  collectorUrl,
  filePath,
  flag,
  HEADER,
  line,
  listOf,
  mapping,
  oneOf,
  origin,
  POSTGRES_URL,
  secret,
  text,
  url,
  whole,
} from './values.js';

const optional = Type.Optional;

/** A mapping in which every key may be left out: its form in the file, and the values of the keys that are left out. */
function settings<const Properties extends TProperties>(properties: Properties) {
  const all = mapping(properties);
  return { schema: Type.Partial(all, CLOSED), defaults: Create(all) };
}

export const limits = settings({
  pageSize: whole(1, 1000, 100),
  scanRows: whole(1, 1_000_000, 5000),
  upstreamCalls: whole(1, 100_000, 1000),
  requestTimeoutMs: whole(100, 600_000, 10_000),
  upstreamTimeoutMs: whole(100, 600_000, 5000),
  depth: whole(1, 1000, 20),
  aliases: whole(0, 10_000, 50),
  directives: whole(0, 10_000, 50),
  selections: whole(1, 100_000, 20_000),
  tokens: whole(10, 1_000_000, 5000),
  bodyBytes: whole(1000, 100_000_000, 1_000_000),
  references: whole(1, 100_000, 1000),
  /** The most rows and upstream calls that one query may cost, nested lists multiplied. */
  cost: whole(1, 1_000_000_000, 200_000),
  /** Queries in progress at a time; more are rejected with 503. */
  concurrency: whole(1, 100_000, 1000),
  /** Subscriptions at a time; more are rejected. */
  subscriptions: whole(1, 100_000, 5000),
});

export const CACHE_SCOPES = ['private', 'public'] as const;

export const server = settings({
  cors: Type.Array(origin(), { expected: 'a list of origins', default: [] }),
  explorer: flag(true),
  introspection: flag(true),
  /** Whether responses carry the tags by which routers invalidate their caches. */
  cacheTags: flag(false),
  /** How long a caller's connection may stay idle. */
  keepAliveSeconds: whole(1, 3600, 72),
});

export const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;
export const LOG_FORMATS = ['json', 'text'] as const;

export const log = settings({ level: oneOf(LOG_LEVELS, 'info'), format: oneOf(LOG_FORMATS, 'json') });

export const store = settings({
  /** The PostgreSQL schema that holds the tables. */
  schema: line('the name of a schema', 63, 'jobgraph'),
  retentionDays: whole(1, 3650, 400),
  /** For connections without `maxStaleness`. */
  maxStalenessSeconds: whole(0, 31_536_000, 0),
  refreshSeconds: whole(1, 86_400, 10),
});

export const NoAuth = text('none, or a mapping with routerSecret or jwt', (value) => value === 'none');
export const RouterAuth = mapping({ routerSecret: secret() });
export const jwt = settings({ accountsClaim: line('the name of a claim', 4096, 'jobgraph_accounts') });
export const JwtAuth = mapping({
  jwt: mapping({
    jwksUri: url('https://host/path', () => true),
    issuer: line(),
    audience: line(),
    ...jwt.schema.properties,
  }),
});

export const prometheus = settings({
  host: line('a host name or an address', 255, '127.0.0.1'),
  port: whole(0, 65_535, 9464),
});
const otlp = mapping({
  endpoint: collectorUrl(),
  headers: optional(Type.Record(Type.String(), secret(HEADER), { expected: 'a mapping of header names to texts' })),
});

/** Keys of the file that are not grouped. */
export const root = settings({ replicas: whole(1, 4, 1) });

/** The file. What depends on the provider (`accounts`) or has several forms (`auth`) is checked by schemas of its own. */
export const File = mapping({
  accounts: Type.Array(Type.Unknown(), listOf('accounts')),
  ...root.schema.properties,
  limits: optional(limits.schema),
  cursorKeys: optional(Type.Array(secret(), { expected: 'a list of texts' })),
  auth: optional(Type.Unknown()),
  server: optional(
    mapping({
      ...server.schema.properties,
      /** Whether caches that callers share may keep responses. Its default depends on `auth`. */
      cacheScope: optional(oneOf(CACHE_SCOPES)),
    }),
  ),
  store: optional(
    mapping({
      sqlite: optional(filePath('the path of a file')),
      postgres: optional(secret(POSTGRES_URL)),
      ...store.schema.properties,
    }),
  ),
  log: optional(log.schema),
  telemetry: optional(mapping({ prometheus: optional(prometheus.schema), otlp: optional(otlp) })),
});

/** The file where replicas share a database: they need not divide a rate, so there may be more of them. */
export const SharedFile: typeof File = mapping({ ...File.properties, replicas: optional(whole(1, 1000, 1)) });

/** `auth` in the file. */
export type AuthEntry = 'none' | Static<typeof RouterAuth> | Static<typeof JwtAuth>;
