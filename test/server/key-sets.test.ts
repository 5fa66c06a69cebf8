import { exportJWK, generateKeyPair, SignJWT, type CryptoKey, type JWK, type JWTPayload } from 'jose';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openFaultServer } from '../support/fault-server.js';
import * as fault from '../support/responders.js';
import { serve } from './test-server.js';

const [first, second, stranger, edwards] = await Promise.all([
  generateKeyPair('ES256', { extractable: true }),
  generateKeyPair('ES256', { extractable: true }),
  generateKeyPair('ES256', { extractable: true }),
  generateKeyPair('Ed25519', { extractable: true }),
]);

type Pair = typeof first;

async function jwkOf({ publicKey }: Pair, more: Partial<JWK> = {}): Promise<JWK> {
  return { ...(await exportJWK(publicKey)), ...more };
}

/** Starts a server with an issuer that publishes these keys. */
async function serveWith(keys: readonly JWK[]) {
  const issuer = await openFaultServer([fault.json({ keys })]);
  onTestFinished(() => issuer.close());
  const settings = `jwksUri: '${issuer.url.href}keys', issuer: 'https://id.example', audience: jobgraph`;
  const { postQuery } = await serve(`auth: { jwt: { ${settings} } }`);
  return async (signed: Signed) => {
    const { status, data } = await postQuery('{ accounts }', {
      headers: { authorization: `Bearer ${await tokenOf(signed)}` },
    });
    return data ?? status;
  };
}

interface Signed {
  readonly key: CryptoKey;
  readonly alg?: string;
  readonly kid?: string;
  readonly claim?: unknown;
}

function tokenOf({ key, alg = 'ES256', kid, claim = ['a'] }: Signed): Promise<string> {
  const claims: JWTPayload = { jobgraph_accounts: claim };
  return new SignJWT(claims)
    .setProtectedHeader({ alg, ...(kid !== undefined && { kid }) })
    .setIssuer('https://id.example')
    .setAudience('jobgraph')
    .setExpirationTime('1m')
    .sign(key);
}

const SEES_A = { accounts: ['a'] };

describe('a set of keys', () => {
  it('may have keys without a kid, for tokens with one or without', async () => {
    const request = await serveWith([await jwkOf(first), await jwkOf(second)]);
    expect(await request({ key: second.privateKey })).toEqual(SEES_A);
    expect(await request({ key: second.privateKey, kid: 'k2' })).toEqual(SEES_A);
    expect(await request({ key: first.privateKey, kid: 'k1' })).toEqual(SEES_A);
    expect(await request({ key: stranger.privateKey, kid: 'k1' })).toBe(401);
    expect(await request({ key: stranger.privateKey })).toBe(401);
  });

  it.each([null, '', 7])('may write %o for no kid', async (kid) => {
    const nameless: object = { ...(await jwkOf(second)), kid };
    const request = await serveWith([await jwkOf(first, { kid: 'k1' }), nameless]);
    expect(await request({ key: second.privateKey, kid: 'k2' })).toEqual(SEES_A);
    expect(await request({ key: stranger.privateKey, kid: 'k2' })).toBe(401);
  });

  it('may have one key without a kid and others with one', async () => {
    const request = await serveWith([await jwkOf(first, { kid: 'k1' }), await jwkOf(second)]);
    expect(await request({ key: second.privateKey, kid: 'k2' })).toEqual(SEES_A);
    expect(await request({ key: first.privateKey, kid: 'k1' })).toEqual(SEES_A);
    expect(await request({ key: first.privateKey })).toEqual(SEES_A);
    // A key with another kid did not sign this token.
    expect(await request({ key: first.privateKey, kid: 'k2' })).toBe(401);
  });

  it('may have keys that share a kid', async () => {
    const request = await serveWith([await jwkOf(first, { kid: 'k' }), await jwkOf(second, { kid: 'k' })]);
    expect(await request({ key: first.privateKey, kid: 'k' })).toEqual(SEES_A);
    expect(await request({ key: second.privateKey, kid: 'k' })).toEqual(SEES_A);
    expect(await request({ key: stranger.privateKey, kid: 'k' })).toBe(401);
  });

  it('may have a broken key and a good one with the same kid', async () => {
    const broken = { kty: 'EC', crv: 'P-256', x: 'AA', y: 'AA', kid: 'k' };
    const request = await serveWith([broken, await jwkOf(second, { kid: 'k' })]);
    expect(await request({ key: second.privateKey, kid: 'k' })).toEqual(SEES_A);
  });

  it('may have keys for Ed25519, under the new and the old name of the algorithm', async () => {
    const request = await serveWith([await jwkOf(edwards, { kid: 'e' })]);
    expect(await request({ key: edwards.privateKey, kid: 'e', alg: 'Ed25519' })).toEqual(SEES_A);
    expect(await request({ key: edwards.privateKey, kid: 'e', alg: 'EdDSA' })).toEqual(SEES_A);
  });

  it('rejects tokens signed with a key for encryption', async () => {
    const request = await serveWith([
      await jwkOf(first, { use: 'enc' }),
      await jwkOf(second, { kid: 'k', use: 'sig' }),
    ]);
    expect(await request({ key: first.privateKey, kid: 'x' })).toBe(401);
    expect(await request({ key: first.privateKey })).toBe(401);
  });
});

describe('the accounts claim', () => {
  it.each([
    ['a name', 'a', ['a']],
    ['a list of one name', ['b'], ['b']],
    ['the wildcard', '*', ['a', 'b', 'c']],
    ['a list of the wildcard', ['*'], ['a', 'b', 'c']],
    ['the wildcard and names', ['a', '*'], ['a', 'b', 'c']],
    ['a string with spaces, which is one name', 'a b', []],
    ['a string with commas, which is one name', 'a,b', []],
    ['an empty list', [], []],
  ])('may be %s', async (_, claim, accounts) => {
    const request = await serveWith([await jwkOf(first)]);
    expect(await request({ key: first.privateKey, claim })).toEqual({ accounts });
  });

  it.each([[''], [['a', '']], [1], [[['a']]], [{ a: true }], [null], [true]])(
    'causes a 403 if it is %j',
    async (claim) => {
      const request = await serveWith([await jwkOf(first)]);
      expect(await request({ key: first.privateKey, claim })).toBe(403);
    },
  );
});
