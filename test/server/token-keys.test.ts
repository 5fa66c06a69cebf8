import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import net from 'node:net';
import path from 'node:path';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { createJobgraph } from '../../src/index.js';
import { configFile, REAL, start } from '../cli/spawning.js';
import { openFaultServer, type FaultServer, type Responder } from '../support/fault-server.js';
import * as fault from '../support/responders.js';
import { selfSigned } from '../support/self-signed.js';

const ACCOUNT = {
  name: 'q',
  provider: 'qingcloud',
  region: 'pek3a',
  auth: { accessKeyId: 'key', secretAccessKey: 'secret' },
} as const;
const { publicKey, privateKey } = await generateKeyPair('ES256', { extractable: true });
const keys = fault.json({ keys: [{ ...(await exportJWK(publicKey)), kid: 'k1', alg: 'ES256' }] });

const authFor = (jwksUri: string) => ({ jwt: { jwksUri, issuer: 'https://id.example', audience: 'jobgraph' } });

function tokenOf(kid: string): Promise<string> {
  return new SignJWT({ jobgraph_accounts: '*' })
    .setProtectedHeader({ alg: 'ES256', kid })
    .setIssuer('https://id.example')
    .setAudience('jobgraph')
    .setExpirationTime('5m')
    .sign(privateKey);
}

async function findKey(url: string, kid = 'k1') {
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${await tokenOf(kid)}` };
  const body = '{"query":"{ cloudAccounts { name } }"}';
  const response = await fetch(`${url}graphql`, { method: 'POST', headers, body });
  return { status: response.status, retryAfter: response.headers.get('retry-after'), text: await response.text() };
}

const WELL = { status: 200, retryAfter: null, text: '{"data":{"cloudAccounts":[{"name":"q"}]}}' };
const UNREADABLE = {
  status: 503,
  retryAfter: '5',
  text: `{"errors":[{"message":"The keys of the token's issuer cannot be read now.","extensions":{"code":"INTERNAL_SERVER_ERROR"}}]}`,
};

/** Starts an embedded server whose tokens are checked with the keys at this URL. */
async function embed(jwksUri: string, environment: Record<string, string> = {}, limits = {}): Promise<string> {
  const options = { accounts: [ACCOUNT], auth: authFor(jwksUri), limits, log: { level: 'silent' } } as const;
  const jobgraph = await createJobgraph(options, { environment });
  const server = await jobgraph.startServer({ port: 0 });
  onTestFinished(async () => {
    await server.close();
    await jobgraph.close();
  });
  return server.url;
}

async function openIssuer(...responders: Responder[]): Promise<FaultServer> {
  const issuer = await openFaultServer(responders);
  onTestFinished(() => issuer.close());
  return issuer;
}

/** Advances the monotonic clock. */
function advance(ms: number): void {
  const now = performance.now.bind(performance);
  vi.spyOn(performance, 'now').mockImplementation(() => now() + ms);
  onTestFinished(() => {
    vi.restoreAllMocks();
  });
}

describe('The keys of a token issuer', () => {
  test('are fetched once for many requests', async () => {
    const issuer = await openIssuer(keys);
    const url = await embed(`${issuer.url.href}keys`);
    expect(await Promise.all(Array.from({ length: 20 }, () => findKey(url)))).toEqual(Array(20).fill(WELL));
    expect(issuer.received.map(({ method, target }) => [method, target])).toEqual([['GET', '/keys']]);
  });

  test.for([
    ['closes the connection', fault.closeAtOnce],
    ['resets the connection during the response', fault.resetMidBody],
    ['responds with 500', fault.reply(500, 'secret detail')],
    ['responds with HTML', fault.html],
    ['responds with an empty body', fault.empty],
    ['responds with other JSON', fault.json({ kids: [] })],
    ['redirects', fault.redirect('http://127.0.0.1:1/')],
    ['responds with too many bytes', fault.endless(9)],
    ['responds with invalid UTF-8', fault.badUtf8],
  ] as const)('cause a 503 while their issuer %s, and are fetched again after it recovers', async ([, responder]) => {
    const issuer = await openIssuer(responder);
    const url = await embed(`${issuer.url.href}keys`);
    expect(await findKey(url)).toEqual(UNREADABLE);
    expect((await fetch(`${url}health/ready`)).status).toBe(200);
    issuer.respondWith(keys);
    // The issuer is not called again for five seconds.
    expect([await findKey(url), issuer.received.length]).toEqual([UNREADABLE, 1]);
    advance(5000);
    expect(await findKey(url)).toEqual(WELL);
  });

  test('cause a 503 after five seconds if their issuer hangs, and at once for the next requests', async () => {
    const issuer = await openIssuer(fault.hang);
    const url = await embed(`${issuer.url.href}keys`);
    const waiting = Array.from({ length: 10 }, () => findKey(url));
    expect(await Promise.all(waiting)).toEqual(Array(10).fill(UNREADABLE));
    expect(await findKey(url)).toEqual(UNREADABLE);
    expect(issuer.received).toHaveLength(1);
  });

  test('release the concurrency slot of a caller that disconnects while they are fetched', async () => {
    const { responder, release } = fault.held(keys);
    const issuer = await openIssuer(responder);
    const url = await embed(`${issuer.url.href}keys`, {}, { concurrency: 1 });
    const gone = net.connect(Number(new URL(url).port), '127.0.0.1');
    const headers = {
      host: 'localhost',
      'apollo-require-preflight': '1',
      authorization: `Bearer ${await tokenOf('k1')}`,
    };
    const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
    gone.write(`GET /graphql?query={cloudAccounts{name}} HTTP/1.1\r\n${lines.join('')}\r\n`);
    await expect.poll(() => issuer.received.length).toBe(1);
    gone.resetAndDestroy();
    await once(gone, 'close');
    release();
    expect(await findKey(url)).toEqual(WELL);
  });

  test('stay in use if fetching an unknown key fails', async () => {
    const issuer = await openIssuer(keys, fault.reply(500));
    const url = await embed(`${issuer.url.href}keys`);
    expect(await findKey(url)).toEqual(WELL);
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 60_000 });
    onTestFinished(() => {
      vi.useRealTimers();
    });
    expect(await findKey(url, 'forged')).toEqual(UNREADABLE);
    expect(issuer.received).toHaveLength(2);
    expect(await findKey(url)).toEqual(WELL);
  });

  test('are fetched through the configured proxy by an embedded server', async () => {
    const proxy = await openIssuer(fault.reply(403));
    const url = await embed('https://id.example/keys', { HTTPS_PROXY: proxy.url.href });
    expect(await findKey(url)).toEqual(UNREADABLE);
    expect(proxy.received[0]).toMatchObject({ method: 'CONNECT', target: 'id.example:443' });
  });

  test('are fetched without the proxy from a host in NO_PROXY', async () => {
    const proxy = await openIssuer(fault.reply(403));
    const url = await embed('https://127.0.0.1:1/keys', { HTTPS_PROXY: proxy.url.href, NO_PROXY: '127.0.0.1' });
    expect(await findKey(url)).toEqual(UNREADABLE);
    expect(proxy.received).toEqual([]);
  });

  test('are fetched by the program through a proxy, from an issuer with a certificate in NODE_EXTRA_CA_CERTS', async () => {
    const issuer = await openFaultServer([keys], { tls: selfSigned });
    onTestFinished(() => issuer.close());
    const targets: string[] = [];
    const proxy = await openTunnel(Number(issuer.url.port), (target) => targets.push(target));
    const auth = authFor(`https://localhost:${issuer.url.port}/keys`);
    const config = await configFile(JSON.stringify({ accounts: [ACCOUNT], auth, log: { level: 'error' } }));
    const authorities = path.join(path.dirname(config), 'authorities.pem');
    await writeFile(authorities, selfSigned.cert);
    const env = { HTTPS_PROXY: proxy, NODE_EXTRA_CA_CERTS: authorities };
    const child = start(['serve', '--config', config, '--port', '0'], { main: REAL, env });
    const [, url = ''] = await child.printed(/(http:\/\/\S+:\d+\/)/);
    expect(await findKey(url)).toEqual(WELL);
    expect(targets).toEqual([`localhost:${issuer.url.port}`]);
  });
});

/** A proxy that tunnels every connection to one local port. */
async function openTunnel(port: number, onConnect: (target: string) => void): Promise<string> {
  const server = net.createServer((client) => {
    client.once('data', (head) => {
      onConnect(head.toString().split(' ')[1] ?? '');
      const way = net.connect(port, '127.0.0.1', () => {
        client.write('HTTP/1.1 200 Connection established\r\n\r\n');
        client.pipe(way).pipe(client);
      });
      way.on('error', () => client.destroy());
      client.on('error', () => way.destroy());
      onTestFinished(() => {
        client.destroy();
        way.destroy();
      });
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  const address = server.address();
  return `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`;
}
