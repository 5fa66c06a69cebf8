import { once } from 'node:events';
import http, { createServer } from 'node:http';
import { exportJWK, generateKeyPair, SignJWT, type CryptoKey, type JWTPayload } from 'jose';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { serve, type Serving } from './serving.js';

describe('without a credential asked for', () => {
  it('every caller sees every account', async () => {
    const { ask } = await serve();
    expect((await ask('{ accounts }')).data).toEqual({ accounts: ['a', 'b', 'c'] });
  });

  /** As a browser asks that was told that a name stands for this machine. */
  async function askAs(host: string, yaml?: string): Promise<string> {
    const { server } = await serve(yaml);
    const headers = { 'content-type': 'application/json', host: host.replace('PORT', String(server.port)) };
    const request = http.request(`${server.url}graphql`, { method: 'POST', headers });
    const response = once(request.end('{"query":"{ accounts }"}'), 'response') as Promise<[http.IncomingMessage]>;
    const [answer] = await response;
    return `${answer.statusCode} ${Buffer.concat(await answer.toArray()).toString()}`;
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
  ])('the machine is asked by its own name: %s', async (host) => {
    expect(await askAs(host)).toMatch(/^200 /);
  });

  it.each([
    'evil.example',
    'evil.example:PORT',
    'localhost.evil.example',
    '127.0.0.1.evil.example',
    'notlocalhost',
    '[::1].evil.example',
  ])('another name for it, which a page may have made up, is refused: %s', async (host) => {
    const refusal = await askAs(host);
    expect(refusal).toMatch(/^421 .*"BAD_REQUEST"/);
    expect(refusal).not.toContain('accounts"');
  });

  it('any name is good where the configuration says that nobody needs one', async () => {
    expect(await askAs('jobgraph.example', 'auth: none')).toMatch(/^200 /);
  });
});

describe('a router secret', () => {
  const SECRET = 'auth: { routerSecret: open-sesame }';

  it('lets a caller see every account', async () => {
    const { ask } = await serve(SECRET);
    const answer = await ask('{ accounts }', { headers: { 'router-authorization': 'open-sesame' } });
    expect(answer.data).toEqual({ accounts: ['a', 'b', 'c'] });
  });

  it.each([
    ['missing', {}],
    ['wrong', { 'router-authorization': 'open-sesama' }],
    ['empty', { 'router-authorization': '' }],
    ['in another header', { authorization: 'open-sesame' }],
  ])('that is %s is answered with 401', async (_, headers) => {
    const { ask, logs } = await serve(SECRET);
    expect(await ask('{ accounts }', { headers })).toMatchObject({
      status: 401,
      errors: [{ extensions: { code: 'UNAUTHENTICATED' } }],
    });
    expect(logs.join('')).not.toContain('sesam');
  });

  it('is asked for before the body is read', async () => {
    const { send } = await serve(SECRET);
    const response = await send('/graphql', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: 'not json',
    });
    expect(response.status).toBe(401);
  });

  it('is not asked for by health paths', async () => {
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

  async function serveTokens(): Promise<Serving> {
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
  ])('names the accounts that its bearer sees: %s', async (_, claim, accounts) => {
    const { ask } = await serveTokens();
    expect((await ask('{ accounts }', await bearer({ claims: { jobgraph_accounts: claim } }))).data).toEqual({
      accounts,
    });
  });

  it.each([
    ['signed by somebody else', () => bearer({ key: theirs.privateKey })],
    ['expired', () => bearer({ expires: '-1m' })],
    ['good for ever', () => bearer({ expires: null })],
    ['of another issuer', () => bearer({ issuer: 'https://evil.example' })],
    ['for another audience', () => bearer({ audience: 'other' })],
    ['not a token', () => ({ headers: { authorization: 'Bearer hunter2' } })],
    ['of another kind', () => ({ headers: { authorization: 'Basic aGk6aG8=' } })],
    ['missing', () => ({})],
    ['signed by nobody', () => ({ headers: { authorization: `Bearer ${unsigned()}` } })],
  ])('that is %s is answered with 401', async (_, make) => {
    const { ask, logs } = await serveTokens();
    const answer = await ask('{ accounts }', await Promise.resolve(make()));
    expect(answer).toMatchObject({ status: 401, errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] });
    expect(answer.headers.get('www-authenticate')).toBe('Bearer');
    expect(logs.join('')).not.toMatch(/Bearer|hunter2/);
  });

  it.each([
    ['without the claim', {}],
    ['with a claim that is an object', { jobgraph_accounts: { a: true } }],
    ['with a claim of numbers', { jobgraph_accounts: [1] }],
  ])('%s is answered with 403', async (_, claims) => {
    const { ask } = await serveTokens();
    expect(await ask('{ accounts }', await bearer({ claims }))).toMatchObject({
      status: 403,
      errors: [{ extensions: { code: 'FORBIDDEN' } }],
    });
  });

  it('cannot be checked while its issuer is out of reach, which is no fault of the caller', async () => {
    const { ask } = await serve(jwtSettings(1));
    const answer = await ask('{ accounts }', await bearer());
    expect(answer.status).toBe(503);
    expect(answer.headers.get('retry-after')).toBe('5');
  });
});

function unsigned(): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const claims = { iss: 'https://id.example', aud: 'jobgraph', exp: 4_000_000_000, jobgraph_accounts: '*' };
  return `${part({ alg: 'none' })}.${part(claims)}.`;
}
