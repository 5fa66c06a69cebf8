import { createServer, type IncomingMessage } from 'node:http';
import { setImmediate } from 'node:timers/promises';
import { onTestFinished } from 'vitest';
import { createSecret } from '../../../src/config/secret.js';
import {
  createAgent,
  createOperation,
  createUpstream,
  request,
  systemClock,
  type Clock,
} from '../../../src/upstream/index.js';
import { createCssAccount } from '../../../src/providers/huawei/css/index.js';
import { createDwsAccount } from '../../../src/providers/huawei/dws/index.js';
import { createGeminiDbAccount } from '../../../src/providers/huawei/geminidb/index.js';
import { silentLogger } from '../../../src/upstream/logger.js';
import type { ProviderDependencies } from '../../../src/providers/definition.js';
import type { HuaweiAccountConfig, IamUser } from '../../../src/providers/huawei/account.js';
import type { AccessKey } from '../../../src/providers/shared/access-key.js';
import { CredentialSources } from '../../../src/providers/shared/credential-sources.js';
import { PasswordGuard } from '../../../src/providers/shared/password-guard.js';
import type { ProviderAccount } from '../../../src/providers/provider.js';

export const PROJECT = '0b06d044ea4f49f1a58b2bed2b0084bd';
export const CLUSTER = '4213d908-f5dc-4633-8401-cfd7175fca0c';
export const NOW = Date.parse('2026-11-21T08:00:00Z');

export interface ReceivedRequest {
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  /** The request line's target as it arrived. */
  readonly target: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

export interface Reply {
  readonly status?: number;
  readonly headers?: Record<string, string>;
  /** An object is sent as JSON. */
  readonly body: object | string;
}

type Handler = (request: ReceivedRequest) => Reply | Promise<Reply>;

/** A local HTTP server with the responses of `handler`, which records the requests. */
export async function startCloud(handler: Handler) {
  const received: ReceivedRequest[] = [];
  const server = createServer((incoming, response) => {
    void (async () => {
      const one = await read(incoming);
      received.push(one);
      const { status = 200, headers = {}, body } = await handler(one);
      response.writeHead(status, { 'content-type': 'application/json', ...headers });
      response.end(typeof body === 'string' ? body : JSON.stringify(body));
    })();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port.');
  return { endpoint: new URL(`http://127.0.0.1:${address.port}`), received };
}

async function read(incoming: IncomingMessage): Promise<ReceivedRequest> {
  let body = '';
  for await (const chunk of incoming) body += String(chunk);
  const target = incoming.url ?? '';
  const url = new URL(target, 'http://any');
  const query = Object.fromEntries(url.searchParams);
  return { method: incoming.method ?? '', path: url.pathname, query, target, headers: incoming.headers, body };
}

export const ACCESS_KEY: AccessKey = {
  accessKeyId: 'AKEXAMPLE00000000001',
  secretAccessKey: createSecret('SKexample/0000000000000000000000000000+1'),
};

export function iamUser(endpoint: URL): IamUser {
  return { iam: { endpoint, domain: 'acme', user: 'reader', password: createSecret('pass-word-1') } };
}

export type HuaweiProvider = 'HUAWEI_CSS' | 'HUAWEI_DWS' | 'HUAWEI_GEMINIDB';

const CREATE: Record<
  HuaweiProvider,
  (config: HuaweiAccountConfig, dependencies: ProviderDependencies) => ProviderAccount
> = {
  HUAWEI_CSS: createCssAccount,
  HUAWEI_DWS: createDwsAccount,
  HUAWEI_GEMINIDB: createGeminiDbAccount,
};

export interface AccountOptions {
  readonly endpoint: URL;
  readonly timeZone?: string;
  readonly projectId?: string;
  readonly auth?: HuaweiAccountConfig['auth'];
  readonly now?: () => number;
  readonly guard?: PasswordGuard;
  readonly clock?: Pick<Clock, 'elapsed'> | undefined;
  readonly sources?: CredentialSources;
}

/** An account at such a server, with the real HTTP layer. */
export function openAccount(provider: HuaweiProvider, options: AccountOptions): ProviderAccount {
  const { endpoint, timeZone = 'UTC', projectId = PROJECT, auth = ACCESS_KEY, now = () => NOW } = options;
  const { guard = createPasswordGuard(), clock = systemClock } = options;
  const sourceClock = { now, elapsed: () => clock.elapsed() };
  const agent = createAgent();
  onTestFinished(() => agent.close());
  const account = { name: 'test', provider, region: 'cn-north-4' };
  const config: HuaweiAccountConfig = {
    ...account,
    provider,
    projectId,
    endpoint,
    timeZone,
    auth,
    concurrency: 64,
  };
  return CREATE[provider](config, {
    upstream: (protocol) =>
      createUpstream({ account, endpoint, protocol, concurrency: 64, attemptTimeoutMs: 5000, agent }),
    request: (side) => request({ ...side, agent, attemptTimeoutMs: 5000 }),
    passwordGuard: () => guard,
    sources: options.sources ?? new CredentialSources({ clock: sourceClock, logger: silentLogger }),
    now,
  });
}

export function createPasswordGuard(clock: Clock = systemClock): PasswordGuard {
  return new PasswordGuard(clock, silentLogger);
}

/** An operation with the given budget of calls. It is disposed at the end of the test. */
export function operate(upstreamCalls = 1000, signal?: AbortSignal) {
  const operation = createOperation({
    requestId: 'test',
    timeoutMs: 10_000,
    upstreamCalls,
    ...(signal !== undefined && { signal }),
  });
  onTestFinished(() => {
    operation.dispose();
  });
  return operation;
}

/** Waits until pending I/O and promises are processed. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 20; turn++) await setImmediate();
}
