import Type from 'typebox';
import { CACHE_SCOPES, LOG_FORMATS, LOG_LEVELS } from './config.js';
import { among, flag, line, origin, text, timeZone, url, whole, word } from './text.js';

/** The names of providers in the file, and in the graph. */
export const PROVIDER_NAMES = {
  'huawei-css': 'HUAWEI_CSS',
  'huawei-dws': 'HUAWEI_DWS',
  'huawei-geminidb': 'HUAWEI_GEMINIDB',
  qingcloud: 'QINGCLOUD',
} as const;

const optional = Type.Optional;
const secret = line();

/** Every key of the file that is one: any other is a mistake. */
const closed = { additionalProperties: false, wanted: 'a mapping (`key: value` lines)' };
const list = (what: string) => ({ minItems: 1, wanted: `a list of ${what}, with at least one` });

const accessKey = { accessKeyId: line(), secretAccessKey: secret };
const keyAuth = Type.Object({ ...accessKey, securityToken: optional(secret) }, closed);
const iamUser = Type.Object(
  { endpoint: optional(url({ path: false })), domain: line(), user: line(), password: secret },
  closed,
);

const account = {
  name: line('a text of 1 to 100 characters', 100),
  provider: Type.String({ enum: Object.keys(PROVIDER_NAMES), ...among(Object.keys(PROVIDER_NAMES)) }),
  // It becomes part of a host name.
  region: word('a region or zone in lower-case letters, digits and hyphens', /^[a-z0-9]([a-z0-9-]{0,40}[a-z0-9])?$/),
  timeZone: optional(timeZone()),
  concurrency: optional(whole(1, 1000)),
  rate: optional(Type.Object({ requests: whole(1, 1_000_000), perSeconds: whole(1, 86_400) }, closed)),
};
const huawei = {
  ...account,
  endpoint: optional(url({ path: false })),
  // It becomes part of a path.
  projectId: word('an id of letters, digits, hyphens and underscores', /^[A-Za-z0-9_-]{1,64}$/),
};

/** An account of a Huawei provider with an access key. */
export const HuaweiKeyAccount = Type.Object({ ...huawei, auth: keyAuth }, closed);
/** An account of a Huawei provider with an IAM user. */
export const HuaweiIamAccount = Type.Object({ ...huawei, auth: Type.Object({ iam: iamUser }, closed) }, closed);
/** An account of QingCloud. */
export const QingCloudAccount = Type.Object(
  {
    ...account,
    endpoint: optional(url({ path: true })),
    apps: optional(
      Type.Array(word('an app id such as app-tg3lbp0a', /^[A-Za-z0-9-]{1,64}$/), {
        ...list('app ids'),
        uniqueItems: true,
      }),
    ),
    auth: Type.Object(accessKey, closed),
  },
  closed,
);
/** What can be said of an account whose provider is not known. */
export const AnyAccount = Type.Object(
  {
    ...account,
    endpoint: optional(Type.Unknown()),
    projectId: optional(Type.Unknown()),
    apps: optional(Type.Unknown()),
    auth: Type.Unknown({ wanted: closed.wanted }),
  },
  closed,
);

const limits = {
  pageSize: whole(1, 1000),
  scanRows: whole(1, 1_000_000),
  upstreamCalls: whole(1, 100_000),
  requestTimeoutMs: whole(100, 600_000),
  upstreamTimeoutMs: whole(100, 600_000),
  depth: whole(1, 1000),
  aliases: whole(0, 10_000),
  directives: whole(0, 10_000),
  selections: whole(1, 100_000),
  tokens: whole(10, 1_000_000),
  bodyBytes: whole(1000, 100_000_000),
  references: whole(1, 100_000),
  cost: whole(1, 1_000_000_000),
  concurrency: whole(1, 100_000),
};

/** `auth: none` */
export const NoAuth = text('none, or a mapping with routerSecret or jwt', (value) => value === 'none');
/** `auth: { routerSecret: … }` */
export const RouterAuth = Type.Object({ routerSecret: secret }, closed);
/** `auth: { jwt: … }` */
export const JwtAuth = Type.Object(
  {
    jwt: Type.Object(
      { jwksUri: url({ path: true }), issuer: line(), audience: line(), accountsClaim: optional(line()) },
      closed,
    ),
  },
  closed,
);

/** The file but for what depends on the provider (`accounts`) or has several shapes (`auth`). */
export const File = Type.Object(
  {
    accounts: Type.Array(Type.Unknown(), list('accounts')),
    limits: optional(Type.Partial(Type.Object(limits), closed)),
    cursorKeys: optional(Type.Array(secret, { wanted: 'a list of texts' })),
    auth: optional(Type.Unknown()),
    server: optional(
      Type.Object(
        {
          cors: optional(Type.Array(origin(), { wanted: 'a list of origins' })),
          explorer: optional(flag()),
          introspection: optional(flag()),
          cacheScope: optional(Type.Enum(CACHE_SCOPES, among(CACHE_SCOPES))),
          cacheTags: optional(flag()),
          keepAliveSeconds: optional(whole(1, 3600)),
        },
        closed,
      ),
    ),
    log: optional(
      Type.Object(
        {
          level: optional(Type.Enum(LOG_LEVELS, among(LOG_LEVELS))),
          format: optional(Type.Enum(LOG_FORMATS, among(LOG_FORMATS))),
        },
        closed,
      ),
    ),
  },
  closed,
);
