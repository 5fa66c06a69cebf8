import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { inspect } from 'node:util';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { createAgent, type AgentOptions } from '../../src/upstream/index.js';
import { openFaultServer, refusingUrl } from '../support/fault-server.js';
import * as fault from '../support/responders.js';
import { selfSigned } from '../support/self-signed.js';
import { openLine } from './line.js';

/** A proxy that lets nobody through, and an account that is reached only through it. */
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
  return { proxy, ...(await openLine([], { endpoint: new URL(endpoint), agent })) };
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

describe('which way connections take', () => {
  test('https goes through the proxy that is configured', async () => {
    const { proxy, ask } = await openProxied('https://css.example', (httpsProxy) => ({ httpsProxy }));
    await expect(ask()).rejects.toMatchObject({
      code: 'UPSTREAM_UNAVAILABLE',
      message: 'The connection to the provider through the proxy failed.',
    });
    expect(proxy.received[0]).toMatchObject({ method: 'CONNECT', target: 'css.example:443' });
  });

  test('A host that needs no proxy is reached without it', async () => {
    const { proxy, ask } = await openProxied('https://127.0.0.1:1', (httpsProxy) => ({
      httpsProxy,
      noProxy: 'localhost,127.0.0.1',
    }));
    await expect(ask()).rejects.toMatchObject({ message: 'Connecting to the provider failed.' });
    expect(proxy.received).toEqual([]);
  });

  test('Plain http takes no proxy', async () => {
    const { proxy, ask } = await openProxied('http://127.0.0.1:1', (httpsProxy) => ({ httpsProxy }));
    await expect(ask()).rejects.toMatchObject({ message: 'Connecting to the provider failed.' });
    expect(proxy.received).toEqual([]);
  });

  test('A network in NO_PROXY is reached without it', async () => {
    const { proxy, ask } = await openProxied('https://127.0.0.1:1', (httpsProxy) => ({
      httpsProxy,
      noProxy: '127.0.0.0/8',
    }));
    await expect(ask()).rejects.toMatchObject({ message: 'Connecting to the provider failed.' });
    expect(proxy.received).toEqual([]);
  });

  test('A proxy is reached by https where its URL says so, and gets its credentials', async () => {
    trust(selfSigned.cert);
    const { proxy, ask } = await openProxied('https://css.example', withCredentials, { tls: selfSigned });
    const error: unknown = await ask().catch((thrown: unknown) => thrown);
    expect(proxy.received[0]).toMatchObject({
      method: 'CONNECT',
      target: 'css.example:443',
      headers: { 'proxy-authorization': `Basic ${Buffer.from('me:s3cret').toString('base64')}` },
    });
    expect(inspect(error, { depth: Infinity, showHidden: true })).not.toMatch(/s3cret|bWU6czNjcmV0/);
  });

  test('A proxy that is not trusted is not taken for the provider', async () => {
    const { proxy, ask } = await openProxied('https://css.example', withCredentials, { tls: selfSigned });
    await expect(ask()).rejects.toMatchObject({
      code: 'UPSTREAM_UNAVAILABLE',
      message: 'The connection to the provider through the proxy failed.',
    });
    expect(proxy.received).toEqual([]);
  });

  test('A proxy that cannot be reached is not taken for the provider', async () => {
    const agent = createAgent({ httpsProxy: (await refusingUrl()).href });
    onTestFinished(() => agent.close());
    const { ask } = await openLine([], { endpoint: new URL('https://css.example'), agent });
    await expect(ask()).rejects.toMatchObject({ message: 'The connection to the provider through the proxy failed.' });
  });

  test.each([undefined, 'http://127.0.0.1:1'])(
    'Only what is passed in counts (%s), not the environment',
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
      const plain = await openLine([fault.json({})], { agent });
      await expect(plain.ask()).resolves.toMatchObject({ body: {} });
      const secure = await openLine([], { endpoint: new URL('https://127.0.0.1:1'), agent });
      await expect(secure.ask()).rejects.toMatchObject({ code: 'UPSTREAM_UNAVAILABLE' });
      expect(proxy.received).toEqual([]);
    },
  );

  test('Certificates are checked, whatever NODE_TLS_REJECT_UNAUTHORIZED says', async () => {
    vi.stubEnv('NODE_TLS_REJECT_UNAUTHORIZED', '0');
    const server = await openFaultServer([fault.json({})], { tls: selfSigned });
    onTestFinished(async () => {
      vi.unstubAllEnvs();
      await server.close();
    });
    const { ask } = await openLine([], { endpoint: server.url });
    await expect(ask()).rejects.toMatchObject({ message: "The provider's certificate is not trusted." });
    expect(server.received).toEqual([]);
  });
});
