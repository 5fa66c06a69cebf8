import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { createAgent, type AgentOptions } from '../../src/upstream/index.js';
import { openFaultServer } from '../support/fault-server.js';
import * as fault from '../support/responders.js';
import { selfSigned } from '../support/self-signed.js';
import { openLine } from './line.js';

/** A proxy that lets nobody through, and an account that is reached only through it. */
async function openProxied(endpoint: string, options: (proxy: string) => AgentOptions) {
  const proxy = await openFaultServer([fault.reply(403)]);
  const agent = createAgent(options(proxy.url.href));
  onTestFinished(async () => {
    await agent.close();
    await proxy.close();
  });
  return { proxy, ...(await openLine([], { endpoint: new URL(endpoint), agent })) };
}

describe('which way connections take', () => {
  test('https goes through the proxy that is configured', async () => {
    const { proxy, ask } = await openProxied('https://css.example', (httpsProxy) => ({ httpsProxy }));
    await expect(ask()).rejects.toMatchObject({
      code: 'UPSTREAM_UNAVAILABLE',
      message: 'The proxy did not connect to the provider.',
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
