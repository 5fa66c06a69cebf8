import { onTestFinished } from 'vitest';
import type { Account } from '../../src/domain/provider.js';
import {
  createAgent,
  createOperation,
  createUpstream,
  parseJson,
  parseJsonExactly,
  RenewedCredential,
  type OperationOptions,
  type RunningOperation,
  type SignableRequest,
  type SignedCredential,
  type SignedRequest,
  type Upstream,
  type UpstreamOptions,
  type UpstreamProtocol,
  type UpstreamReply,
  type CallResult,
  type ResponseClass,
} from '../../src/upstream/index.js';
import { openFaultServer, type FaultServer, type Responder } from '../support/fault-server.js';
import { HurriedClock } from '../support/hurried-clock.js';

export const account: Account = { name: 'search', provider: 'HUAWEI_CSS', region: 'cn-north-4' };

export const NAME = 'css.listClusters';

/** How the tests' provider classifies each status. With 200, any JSON object is valid. */
const BY_STATUS: Readonly<Record<number, ResponseClass>> = {
  400: { kind: 'rejected' },
  401: { kind: 'auth', signature: true, requestId: 'r-401' },
  403: { kind: 'forbidden' },
  404: { kind: 'not-found' },
  407: { kind: 'auth', signature: false },
  408: { kind: 'clock-skew' },
  419: { kind: 'token-expired' },
  429: { kind: 'throttled', requestId: 'r-429' },
  500: { kind: 'unavailable' },
  503: { kind: 'unavailable' },
};

export function classify({ status, text }: UpstreamReply): ResponseClass {
  const known = BY_STATUS[status];
  if (known !== undefined) return known;
  const body = parseJson(text);
  const isObject = typeof body === 'object' && body !== null && !Array.isArray(body);
  if (isObject) return { kind: 'ok', body, exactBody: () => parseJsonExactly(text) };
  return { kind: 'invalid', reason: "the provider's response is not an object" };
}

export interface TestUpstream {
  readonly server: FaultServer;
  readonly clock: HurriedClock;
  readonly upstream: Upstream;
  /** An operation with a deadline in ten seconds of the test's clock. No timer ends it. */
  readonly operation: (options?: Partial<OperationOptions>) => RunningOperation;
  /** The signing time of each attempt. */
  readonly signedAt: readonly number[];
  readonly replacedTokens: () => number;
  readonly warnings: readonly string[];
  /** Log entries about failed calls: fields and message. */
  readonly reports: readonly (readonly [fields: object, message: string])[];
  /** Calls a path, by default in a new operation. */
  readonly get: (path?: string, operation?: RunningOperation) => Promise<CallResult>;
}

export interface TestUpstreamOptions extends Partial<UpstreamOptions> {
  readonly sign?: UpstreamProtocol['sign'];
  /** Whether the account signs with a token, which is replaced when it is rejected. */
  readonly hasToken?: boolean;
}

const DAY_MS = 86_400_000;

function toSigned({ path }: SignableRequest, credential?: SignedCredential): SignedRequest {
  return { target: path, headers: { accept: '*/*' }, ...(credential && { credential }) };
}

/** An account at a fault server, with a clock that does not wait. Everything is closed at the end of the test. */
export async function openUpstream(
  responders: readonly Responder[],
  { sign: signAs, hasToken = false, ...options }: TestUpstreamOptions = {},
): Promise<TestUpstream> {
  const server = await openFaultServer(responders);
  const agent = createAgent();
  const clock = new HurriedClock();
  const signedAt: number[] = [];
  const warnings: string[] = [];
  const reports: (readonly [object, string])[] = [];
  let issued = 0;
  const token = new RenewedCredential({
    peer: 'IAM',
    clock,
    logger: { info: () => undefined, warn: (_fields, message) => warnings.push(message) },
    issue: () => Promise.resolve({ value: `token-${++issued}`, lifetimeMs: DAY_MS }),
  });
  const upstream = createUpstream({
    account,
    endpoint: server.url,
    agent,
    clock,
    concurrency: 8,
    attemptTimeoutMs: clock.attemptMs,
    logger: {
      info: (fields, message) => reports.push([fields, message]),
      warn: (_fields, message) => warnings.push(message),
    },
    protocol: {
      sign: (request, now, operation) => {
        signedAt.push(now.getTime());
        if (signAs !== undefined) return signAs(request, now, operation);
        if (!hasToken) return toSigned(request);
        const credential = token.use(account, operation);
        if (!(credential instanceof Promise)) return toSigned(request, credential);
        return credential.then((renewed) => toSigned(request, renewed));
      },
      classify,
      ...(hasToken && { credential: token }),
    },
    ...options,
  });
  const operation = (changes: Partial<OperationOptions> = {}) => {
    const timed = { timeoutMs: 10_000, clock: options.clock ?? clock.withoutTimers() };
    const made = createOperation({ requestId: 'q', upstreamCalls: 1000, ...timed, ...changes });
    onTestFinished(() => {
      made.dispose();
    });
    return made;
  };
  onTestFinished(async () => {
    await agent.close();
    await server.close();
  });
  return {
    server,
    clock,
    upstream,
    signedAt,
    warnings,
    reports,
    /** The number of replaced tokens. */
    replacedTokens: () => issued - 1,
    operation,
    get: (path = '/jobs', own = operation()) => upstream.call({ name: NAME, method: 'GET', path, query: {} }, own),
  };
}
