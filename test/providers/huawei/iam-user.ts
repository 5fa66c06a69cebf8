import type { HurriedClock } from '../../support/hurried-clock.js';
import {
  CLUSTER,
  createPasswordGuard,
  iamUser,
  NOW,
  openAccount,
  operate,
  PROJECT,
  startCloud,
  type Reply,
} from './cloud.js';

const EXPIRED: Reply = { status: 401, body: { error_code: 'APIGW.0307', error_msg: 'The token must be updated.' } };
const FINE: Reply = { body: { clusterLogRecord: [] } };

interface TokenOptions {
  /** IAM's response to its n-th request, from 1; `undefined` issues a token. */
  readonly iam?: (count: number) => Reply | undefined | Promise<Reply | undefined>;
  /** Whether the service accepts a token. */
  readonly takes?: (token: string) => boolean;
  readonly now?: () => number;
  readonly lifetimeMs?: number;
  readonly clock?: HurriedClock;
}

function issueToken(count: number, lifetimeMs: number): Reply {
  const token = {
    methods: ['password'],
    issued_at: new Date(NOW).toISOString(),
    expires_at: new Date(NOW + lifetimeMs).toISOString().replace('Z', '000Z'),
  };
  // White space behind a header's value is not part of it.
  return { status: 201, headers: { 'X-Subject-Token': `token-${count} ` }, body: { token } };
}

/** Accounts of one IAM user, with an IAM and a service that respond as configured. */
export async function open(options: TokenOptions = {}) {
  const { iam = () => undefined, takes = () => true, now, lifetimeMs = 24 * 3_600_000 } = options;
  const iamCloud = await startCloud(async () => {
    const count = iamCloud.received.length;
    return (await iam(count)) ?? issueToken(count, lifetimeMs);
  });
  const cloud = await startCloud(({ headers }) => (takes(String(headers['x-auth-token'])) ? FINE : EXPIRED));
  const auth = iamUser(iamCloud.endpoint);
  const guard = createPasswordGuard(options.clock);
  const openProject = (projectId: string) => {
    const account = openAccount('HUAWEI_CSS', {
      endpoint: cloud.endpoint,
      auth,
      guard,
      projectId,
      clock: options.clock,
      ...(now && { now }),
    });
    return (clusterId = CLUSTER, operation = operate()) =>
      account.jobs(operation, clusterId).fetch({ offset: 1, limit: 10 });
  };
  return { list: openProject(PROJECT), openProject, tokenRequests: iamCloud.received, calls: cloud.received };
}

/** A promise that is pending until `open` is called. */
export function shut() {
  const { promise, resolve } = Promise.withResolvers<undefined>();
  return {
    opened: promise,
    open: () => {
      resolve(undefined);
    },
  };
}
