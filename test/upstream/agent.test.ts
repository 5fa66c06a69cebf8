import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { inspect } from 'node:util';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { createAgent, type AgentOptions } from '../../src/upstream/index.js';
import { openFaultServer, REFUSING_URL } from '../support/fault-server.js';
import * as fault from '../support/responders.js';
import { selfSigned } from '../support/self-signed.js';
import { openUpstream } from './test-upstream.js';

/** A proxy that rejects every request, and an account behind it. */
async function openProxied(
  endpoint: string,
  options: (proxy: string) => AgentOptions,
  server: Parameters<typeof openFaultServer>[1] = {},
) {
  const proxy = await openFaultServer([fault.reply(403)], server);
  const agent = createAgent(options(proxy.url.href));
  onTestFinished(async () => {
    await agent.close();
    await proxy.close();
  });
  return { proxy, ...(await openUpstream([], { endpoint: new URL(endpoint), agent })) };
}

const withCredentials = (proxy: string): AgentOptions => {
  const url = Object.assign(new URL(proxy), { hostname: 'localhost', username: 'me', password: 's3cret' });
  return { httpsProxy: url.href };
};

function trust(certificate: string): void {
  const before = getCACertificates();
  setDefaultCACertificates([...before, certificate]);
  onTestFinished(() => {
    setDefaultCACertificates(before);
  });
}

describe('the agent', () => {
  test('connects to https endpoints through the configured proxy', async () => {
    const { proxy, get } = await openProxied('https://css.example', (httpsProxy) => ({ httpsProxy }));
    await expect(get()).rejects.toMatchObject({
      code: 'UPSTREAM_UNAVAILABLE',
      message: 'The connection to the provider through the proxy failed.',
    });
    expect(proxy.received[0]).toMatchObject({ method: 'CONNECT', target: 'css.example:443' });
  });

  test('connects without the proxy to a host in NO_PROXY', async () => {
    const { proxy, get } = await openProxied('https://127.0.0.1:1', (httpsProxy) => ({
      httpsProxy,
      noProxy: 'localhost,127.0.0.1',
    }));
    await expect(get()).rejects.toMatchObject({ message: 'Connecting to the provider failed.' });
    expect(proxy.received).toEqual([]);
  });

  test('connects without the proxy to http endpoints', async () => {
    const { proxy, get } = await openProxied('http://127.0.0.1:1', (httpsProxy) => ({ httpsProxy }));
    await expect(get()).rejects.toMatchObject({ message: 'Connecting to the provider failed.' });
    expect(proxy.received).toEqual([]);
  });

  test('connects without the proxy to a network in NO_PROXY', async () => {
    const { proxy, get } = await openProxied('https://127.0.0.1:1', (httpsProxy) => ({
      httpsProxy,
      noProxy: '127.0.0.0/8',
    }));
    await expect(get()).rejects.toMatchObject({ message: 'Connecting to the provider failed.' });
    expect(proxy.received).toEqual([]);
  });

  test('connects by TLS to a proxy with an https URL and sends the credentials of the URL', async () => {
    trust(selfSigned.cert);
    const { proxy, get } = await openProxied('https://css.example', withCredentials, { tls: selfSigned });
    const error: unknown = await get().catch((thrown: unknown) => thrown);
    expect(proxy.received[0]).toMatchObject({
      method: 'CONNECT',
      target: 'css.example:443',
      headers: { 'proxy-authorization': `Basic ${Buffer.from('me:s3cret').toString('base64')}` },
    });
    expect(inspect(error, { depth: Infinity, showHidden: true })).not.toMatch(/s3cret|bWU6czNjcmV0/);
  });

  test('reports an untrusted proxy as a failure of the proxy', async () => {
    const { proxy, get } = await openProxied('https://css.example', withCredentials, { tls: selfSigned });
    await expect(get()).rejects.toMatchObject({
      code: 'UPSTREAM_UNAVAILABLE',
      message: 'The connection to the provider through the proxy failed.',
    });
    expect(proxy.received).toEqual([]);
  });

  test('reports an unreachable proxy as a failure of the proxy', async () => {
    const agent = createAgent({ httpsProxy: REFUSING_URL.href });
    onTestFinished(() => agent.close());
    const { get } = await openUpstream([], { endpoint: new URL('https://css.example'), agent });
    await expect(get()).rejects.toMatchObject({ message: 'The connection to the provider through the proxy failed.' });
  });

  test.each([undefined, 'http://127.0.0.1:1'])(
    'ignores the environment and uses only its options (%s)',
    async (given) => {
      const proxy = await openFaultServer([fault.reply(403)]);
      vi.stubEnv('HTTPS_PROXY', proxy.url.href);
      vi.stubEnv('HTTP_PROXY', proxy.url.href);
      vi.stubEnv('NO_PROXY', '127.0.0.1');
      const agent = createAgent({ httpsProxy: given });
      onTestFinished(async () => {
        vi.unstubAllEnvs();
        await agent.close();
        await proxy.close();
      });
      const plain = await openUpstream([fault.json({})], { agent });
      await expect(plain.get()).resolves.toMatchObject({ body: {} });
      const secure = await openUpstream([], { endpoint: new URL('https://127.0.0.1:1'), agent });
      await expect(secure.get()).rejects.toMatchObject({ code: 'UPSTREAM_UNAVAILABLE' });
      expect(proxy.received).toEqual([]);
    },
  );

  test('checks certificates even if NODE_TLS_REJECT_UNAUTHORIZED is 0', async () => {
    vi.stubEnv('NODE_TLS_REJECT_UNAUTHORIZED', '0');
    const server = await openFaultServer([fault.json({})], { tls: selfSigned });
    onTestFinished(async () => {
      vi.unstubAllEnvs();
      await server.close();
    });
    const { get } = await openUpstream([], { endpoint: server.url });
    await expect(get()).rejects.toMatchObject({ message: "The provider's certificate is not trusted." });
    expect(server.received).toEqual([]);
  });
});
