import { CredentialSources } from '../../../src/providers/shared/credential-sources.js';
import { systemClock } from '../../../src/upstream/index.js';
import { silentLogger } from '../../../src/upstream/logger.js';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import { createSecret } from '../../../src/config/secret.js';
import { UpstreamError, type UpstreamCode } from '../../../src/domain/errors.js';
import type { Operation } from '../../../src/domain/operation.js';
import type { Upstream, UpstreamProtocol } from '../../../src/upstream/upstream.js';
import type { QingCloudAccountConfig } from '../../../src/providers/qingcloud/account.js';
import { createQingCloudAccount } from '../../../src/providers/qingcloud/index.js';

export const KEY = { accessKeyId: 'QYACCESSKEYIDEXAMPLE', secretAccessKey: createSecret('SECRETACCESSKEY') };
export const ACCOUNT = { name: 'middleware', provider: 'QINGCLOUD', region: 'pek3a' } as const;

export const operation: Operation = {
  requestId: 'test',
  signal: new AbortController().signal,
  deadline: Infinity,
  takeCall: () => true,
  hasEnded: false,
  onEnd: () => ({ remove: () => undefined }),
};

type Respond = (query: URLSearchParams, count: number) => unknown;

/** An account at a local HTTP server with the responses of `respond`; `queries` has the requests. */
export async function openCloud(respond: Respond, changes: Partial<QingCloudAccountConfig> = {}) {
  const queries: URLSearchParams[] = [];
  const server = createServer((request, response) => {
    const query = new URL(request.url ?? '', 'http://localhost').searchParams;
    queries.push(query);
    const body = respond(query, queries.length);
    response.setHeader('content-type', 'application/json');
    response.end(typeof body === 'string' ? body : JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.close();
  });
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const config = {
    ...ACCOUNT,
    endpoint: new URL('/iaas/', origin),
    timeZone: 'UTC',
    concurrency: 8,
    auth: KEY,
    ...changes,
  };
  return {
    account: createQingCloudAccount(config, { upstream: (protocol) => openDoor(origin, protocol), sources: SOURCES }),
    queries,
  };
}

const SOURCES = new CredentialSources({ clock: systemClock, logger: silentLogger });

const CODES: Readonly<Record<string, UpstreamCode>> = { 'not-found': 'NOT_FOUND', forbidden: 'UPSTREAM_FORBIDDEN' };

/** A minimal upstream: one attempt, signed and classified by the protocol under test. */
function openDoor(origin: string, protocol: UpstreamProtocol): Upstream {
  return {
    async call(request, operation) {
      const { target, headers } = await protocol.sign(request, new Date(), operation);
      const response = await fetch(`${origin}${target}`, { headers });
      const serverTime = Date.parse(response.headers.get('date') ?? '');
      const reply = { status: response.status, headers: {}, text: await response.text(), serverTime };
      const responseClass = protocol.classify(reply);
      if (responseClass.kind === 'ok') return { ...responseClass, serverTime };
      if (responseClass.kind === 'rejected') return 'rejected';
      throw new UpstreamError(CODES[responseClass.kind] ?? 'UPSTREAM_UNAVAILABLE', ACCOUNT, responseClass.kind);
    },
  };
}
