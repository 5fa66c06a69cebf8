import { once } from 'node:events';
import http, { createServer } from 'node:http';
import { exportJWK, generateKeyPair, SignJWT, type CryptoKey, type JWTPayload } from 'jose';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { serve, type TestServer } from './test-server.js';

describe('a server without auth', () => {
  it('shows every account to every caller', async () => {
    const { postQuery } = await serve();
    expect((await postQuery('{ accounts }')).data).toEqual({ accounts: ['a', 'b', 'c'] });
  });

  /** Sends a request with this Host, as a browser does after DNS rebinding. */
  async function postAs(host: string, yaml?: string): Promise<string> {
    const { server } = await serve(yaml);
    const headers = { 'content-type': 'application/json', host: host.replace('PORT', String(server.port)) };
    const request = http.request(`${server.url}graphql`, { method: 'POST', headers });
    const response = once(request.end('{"query":"{ accounts }"}'), 'response') as Promise<[http.IncomingMessage]>;
    const [reply] = await response;
    return `${reply.statusCode} ${Buffer.concat(await reply.toArray()).toString()}`;
  }

  it.each([
    'localhost',
    'localhost:PORT',
    'LOCALHOST:PORT',
    'jobgraph.localhost:1',
    '127.0.0.1:PORT',
    '[::1]:PORT',
    '10.0.0.7',
    'host.docker.internal:PORT',
  ])('accepts its own names as Host: %s', async (host) => {
    expect(await postAs(host)).toMatch(/^200 /);
  });

  it.each([
    'evil.example',
    'evil.example:PORT',
    'localhost.evil.example',
    '127.0.0.1.evil.example',
    'notlocalhost',
    '[::1].evil.example',
  ])('rejects other names as Host, because a page may use DNS rebinding: %s', async (host) => {
    const rejection = await postAs(host);
    expect(rejection).toMatch(/^421 .*"BAD_REQUEST"/);
    expect(rejection).not.toContain('accounts"');
  });

  it('accepts any Host if the configuration has auth: none', async () => {
    expect(await postAs('jobgraph.example', 'auth: none')).toMatch(/^200 /);
  });
});

describe('a router secret', () => {
  const SECRET = 'auth: { routerSecret: open-sesame }';

  it('shows every account to a caller that sends it', async () => {
    const { postQuery } = await serve(SECRET);
    const reply = await postQuery('{ accounts }', { headers: { 'router-authorization': 'open-sesame' } });
    expect(reply.data).toEqual({ accounts: ['a', 'b', 'c'] });
  });

  it.each([
    ['missing', {}],
    ['wrong', { 'router-authorization': 'open-sesama' }],
    ['empty', { 'router-authorization': '' }],
    ['in another header', { authorization: 'open-sesame' }],
  ])('that is %s causes a 401', async (_, headers) => {
    const { postQuery, logs } = await serve(SECRET);
    expect(await postQuery('{ accounts }', { headers })).toMatchObject({
      status: 401,
      errors: [{ extensions: { code: 'UNAUTHENTICATED' } }],
    });
    expect(logs.join('')).not.toContain('sesam');
  });

  it('is checked before the body is read', async () => {
    const { send } = await serve(SECRET);
    const response = await send('/graphql', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: 'not json',
    });
    expect(response.status).toBe(401);
  });

  it('is not required for health paths', async () => {
    const { send } = await serve(SECRET);
    expect((await send('/health/ready')).status).toBe(200);
  });
});

describe('a bearer token', () => {
  let ours: { publicKey: CryptoKey; privateKey: CryptoKey };
  let theirs: { publicKey: CryptoKey; privateKey: CryptoKey };

  beforeAll(async () => {
    ours = await generateKeyPair('ES256', { extractable: true });
    theirs = await generateKeyPair('ES256');
  });

  async function serveTokens(): Promise<TestServer> {
    const jwk = { ...(await exportJWK(ours.publicKey)), kid: 'k1', alg: 'ES256' };
    const issuer = createServer((_, response) => response.end(JSON.stringify({ keys: [jwk] }))).listen(0, '127.0.0.1');
    onTestFinished(() => void issuer.close());
    await new Promise((resolve) => issuer.once('listening', resolve));
    const address = issuer.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    return serve(jwtSettings(port));
  }

  const jwtSettings = (port: number) =>
    `auth: { jwt: { jwksUri: 'http://127.0.0.1:${port}/keys', issuer: 'https://id.example', audience: jobgraph } }`;

  interface Token {
    readonly claims?: JWTPayload;
    readonly key?: CryptoKey;
    readonly expires?: string | null;
    readonly issuer?: string;
    readonly audience?: string;
  }

  async function bearer(token: Token = {}): Promise<{ headers: Record<string, string> }> {
    const { claims = { jobgraph_accounts: '*' }, key = ours.privateKey, expires = '1m' } = token;
    const unsigned = new SignJWT(claims)
      .setProtectedHeader({ alg: 'ES256', kid: 'k1' })
      .setIssuer(token.issuer ?? 'https://id.example')
      .setAudience(token.audience ?? 'jobgraph');
    if (expires !== null) unsigned.setExpirationTime(expires);
    return { headers: { authorization: `Bearer ${await unsigned.sign(key)}` } };
  }

  it.each([
    ['all of them', '*', ['a', 'b', 'c']],
    ['some of them', ['a', 'c', 'z'], ['a', 'c']],
    ['none', [], []],
    ['all of them, in a list', ['*'], ['a', 'b', 'c']],
  ])('grants access to the accounts in its claim: %s', async (_, claim, accounts) => {
    const { postQuery } = await serveTokens();
    expect((await postQuery('{ accounts }', await bearer({ claims: { jobgraph_accounts: claim } }))).data).toEqual({
      accounts,
    });
  });

  it.each([
    ['signed with another key', () => bearer({ key: theirs.privateKey })],
    ['expired', () => bearer({ expires: '-1m' })],
    ['without an expiry', () => bearer({ expires: null })],
    ['from another issuer', () => bearer({ issuer: 'https://evil.example' })],
    ['for another audience', () => bearer({ audience: 'other' })],
    ['not a token', () => ({ headers: { authorization: 'Bearer hunter2' } })],
    ['of another scheme', () => ({ headers: { authorization: 'Basic aGk6aG8=' } })],
    ['missing', () => ({})],
    ['unsigned', () => ({ headers: { authorization: `Bearer ${unsigned()}` } })],
  ])('that is %s causes a 401', async (_, make) => {
    const { postQuery, logs } = await serveTokens();
    const reply = await postQuery('{ accounts }', await Promise.resolve(make()));
    expect(reply).toMatchObject({ status: 401, errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] });
    expect(reply.headers.get('www-authenticate')).toBe('Bearer');
    expect(logs.join('')).not.toMatch(/Bearer|hunter2/);
  });

  it.each([
    ['without the claim', {}],
    ['with a claim that is an object', { jobgraph_accounts: { a: true } }],
    ['with a claim of numbers', { jobgraph_accounts: [1] }],
  ])('%s causes a 403', async (_, claims) => {
    const { postQuery } = await serveTokens();
    expect(await postQuery('{ accounts }', await bearer({ claims }))).toMatchObject({
      status: 403,
      errors: [{ extensions: { code: 'FORBIDDEN' } }],
    });
  });

  it('causes a 503 while its issuer is unreachable', async () => {
    const { postQuery } = await serve(jwtSettings(1));
    const reply = await postQuery('{ accounts }', await bearer());
    expect(reply.status).toBe(503);
    expect(reply.headers.get('retry-after')).toBe('5');
  });
});

function unsigned(): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const claims = { iss: 'https://id.example', aud: 'jobgraph', exp: 4_000_000_000, jobgraph_accounts: '*' };
  return `${part({ alg: 'none' })}.${part(claims)}.`;
}
