import { anything, list, object, oneOf, optional, partial } from '../domain/shape.js';
import { LOG_FORMATS, LOG_LEVELS } from './config.js';
import { among, flag, line, origin, text, timeZone, url, whole, word } from './text.js';

/** The names of providers in the file, and in the graph. */
export const PROVIDER_NAMES = {
  'huawei-css': 'HUAWEI_CSS',
  'huawei-dws': 'HUAWEI_DWS',
  'huawei-geminidb': 'HUAWEI_GEMINIDB',
  qingcloud: 'QINGCLOUD',
} as const;

const secret = line();

/** Every key of the file that is one: any other is a mistake. */
const closed = { isClosed: true, wanted: 'a mapping (`key: value` lines)' };
const atLeastOne = (what: string) => ({ wanted: `a list of ${what}, with at least one` });
const isNotEmpty = (items: readonly unknown[]) => items.length > 0;

const accessKey = { accessKeyId: line(), secretAccessKey: secret };
const keyAuth = object({ ...accessKey, securityToken: optional(secret) }, closed);
const iamUser = object(
  { endpoint: optional(url({ path: false })), domain: line(), user: line(), password: secret },
  closed,
);

const account = {
  name: line('a text of 1 to 100 characters', 100),
  provider: oneOf(Object.keys(PROVIDER_NAMES), among(Object.keys(PROVIDER_NAMES))),
  // It becomes part of a host name.
  region: word('a region or zone in lower-case letters, digits and hyphens', /^[a-z0-9]([a-z0-9-]{0,40}[a-z0-9])?$/),
  timeZone: optional(timeZone()),
  concurrency: optional(whole(1, 1000)),
  rate: optional(object({ requests: whole(1, 1_000_000), perSeconds: whole(1, 86_400) }, closed)),
};
const huawei = {
  ...account,
  endpoint: optional(url({ path: false })),
  // It becomes part of a path.
  projectId: word('an id of letters, digits, hyphens and underscores', /^[A-Za-z0-9_-]{1,64}$/),
};

/** An account of a Huawei provider with an access key. */
export const HuaweiKeyAccount = object({ ...huawei, auth: keyAuth }, closed);
/** An account of a Huawei provider with an IAM user. */
export const HuaweiIamAccount = object({ ...huawei, auth: object({ iam: iamUser }, closed) }, closed);
/** An account of QingCloud. */
export const QingCloudAccount = object(
  {
    ...account,
    endpoint: optional(url({ path: true })),
    apps: optional(
      list(
        word('an app id such as app-tg3lbp0a', /^[A-Za-z0-9-]{1,64}$/),
        (apps) => isNotEmpty(apps) && new Set(apps).size === apps.length,
        atLeastOne('app ids'),
      ),
    ),
    auth: object(accessKey, closed),
  },
  closed,
);
/** What can be said of an account whose provider is not known. */
export const AnyAccount = object(
  {
    ...account,
    endpoint: optional(anything),
    projectId: optional(anything),
    apps: optional(anything),
    auth: { ...anything, wanted: closed.wanted },
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
  tokens: whole(10, 1_000_000),
  bodyBytes: whole(1000, 100_000_000),
  references: whole(1, 100_000),
  cost: whole(1, 1_000_000_000),
  concurrency: whole(1, 100_000),
};

/** `auth: none` */
export const NoAuth = text('none, or a mapping with routerSecret or jwt', (value) => value === 'none');
/** `auth: { routerSecret: … }` */
export const RouterAuth = object({ routerSecret: secret }, closed);
/** `auth: { jwt: … }` */
export const JwtAuth = object(
  {
    jwt: object(
      { jwksUri: url({ path: true }), issuer: line(), audience: line(), accountsClaim: optional(line()) },
      closed,
    ),
  },
  closed,
);

/** The file but for what depends on the provider (`accounts`) or has several shapes (`auth`). */
export const File = object(
  {
    accounts: list(anything, isNotEmpty, atLeastOne('accounts')),
    limits: optional(object(partial(limits), closed)),
    cursorKeys: optional(list(secret, undefined, { wanted: 'a list of texts' })),
    auth: optional(anything),
    server: optional(
      object(
        {
          cors: optional(list(origin(), undefined, { wanted: 'a list of origins' })),
          explorer: optional(flag()),
          introspection: optional(flag()),
        },
        closed,
      ),
    ),
    log: optional(
      object(
        {
          level: optional(oneOf(LOG_LEVELS, among(LOG_LEVELS))),
          format: optional(oneOf(LOG_FORMATS, among(LOG_FORMATS))),
        },
        closed,
      ),
    ),
  },
  closed,
);
