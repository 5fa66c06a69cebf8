import { serverAudits } from 'graphql-http';
import { describe, expect, it } from 'vitest';
import { serve } from './test-server.js';

describe('GraphQL over HTTP', () => {
  it("passes the specification's audit, except for deliberate deviations of Apollo Server", async () => {
    const { server } = await serve();
    const audits = serverAudits({ url: new URL('/graphql', server.url).href, fetchFn: fetch });
    const failed: string[] = [];
    for (const audit of audits) {
      const result = await audit.fn();
      if (result.status !== 'ok' && !audit.name.startsWith('MAY')) failed.push(audit.name);
    }
    // No MUST fails. An invalid query is a 400 here for every accepted media type.
    expect(failed).toEqual([
      'SHOULD use 200 status code on document parsing failure when accepting application/json',
      'SHOULD use 200 status code on document validation failure when accepting application/json',
      'SHOULD use a status code of 200 on variable coercion failure when accepting application/json',
    ]);
  });

  it('executes a query sent by POST', async () => {
    const { postQuery } = await serve();
    expect(await postQuery('query ($n: String) { hello(name: $n) }', { variables: { n: 'you' } })).toMatchObject({
      status: 200,
      data: { hello: 'Hello you' },
    });
  });

  it('executes a query sent by GET only with a header that other sites cannot send', async () => {
    const { send } = await serve();
    const path = `/graphql?query=${encodeURIComponent('{ hello }')}`;
    const good = await send(path, { headers: { 'apollo-require-preflight': 'true' } });
    expect(await good.json()).toEqual({ data: { hello: 'Hello world' } });
    const bad = await send(path);
    expect(bad.status).toBe(400);
    expect(await bad.text()).toContain('apollo-require-preflight');
  });

  it.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x'])(
    'rejects a body of the type %s, which any site could send',
    async (type) => {
      const { send } = await serve();
      const response = await send('/graphql', {
        method: 'POST',
        headers: { 'content-type': type },
        body: '{"query":"{hello}"}',
      });
      expect(response.status).toBe(415);
    },
  );

  it('rejects a batch', async () => {
    const { send } = await serve();
    const response = await send('/graphql', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '[{"query":"{hello}"}]',
    });
    expect(response.status).toBe(400);
  });

  it.each([
    ['broken JSON', '{"query":', {}, 400],
    ['bytes that are not UTF-8', Buffer.from('{"query":"{ hello } # \xff"}', 'latin1'), {}, 400],
    ['another character set', '{}', { 'content-type': 'application/json; charset=latin1' }, 415],
    ['a compressed body', '{}', { 'content-encoding': 'gzip' }, 415],
  ])('rejects %s with a GraphQL error', async (_, body, headers, status) => {
    const { send } = await serve();
    const response = await send('/graphql', {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body,
    });
    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject({ errors: [{ extensions: { code: 'BAD_REQUEST' } }] });
  });

  it.each(['PUT', 'DELETE', 'PATCH'])('rejects %s with an Allow header', async (method) => {
    const { send } = await serve();
    const response = await send('/graphql', { method });
    expect(response.status).toBe(405);
    expect(response.headers.get('allow')).toBe('GET, POST');
  });

  it('rejects a path that cannot be decoded with a GraphQL error', async () => {
    const { send } = await serve();
    const response = await send('/%zz');
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ errors: [{ extensions: { code: 'BAD_REQUEST' } }] });
  });

  it('responds in the accepted media type, also to errors before execution', async () => {
    const { send } = await serve('auth: { routerSecret: s }');
    const response = await send('/graphql', { headers: { accept: 'application/graphql-response+json' } });
    expect(response.status).toBe(401);
    expect(response.headers.get('content-type')).toBe('application/graphql-response+json; charset=utf-8');
  });

  it.each([
    ['', 'Accept'],
    ['auth: { routerSecret: s }', 'Accept, Router-Authorization'],
    ["auth: { routerSecret: s }\nserver: { cors: ['https://a.example'] }", 'Accept, Router-Authorization, Origin'],
    ["auth: { jwt: { jwksUri: 'http://127.0.0.1:1/', issuer: i, audience: a } }", 'Accept, Authorization'],
  ])('names in Vary the headers that a response depends on: %j', async (yaml, vary) => {
    const { send } = await serve(yaml);
    const headers = { 'apollo-require-preflight': '1', 'router-authorization': 's' };
    for (const accept of ['application/json', 'application/graphql-response+json', 'text/html']) {
      for (const path of ['/graphql?query={hello}', '/graphql?query={nothing}', '/graphql', '/', '/nothing']) {
        const response = await send(path, { headers: { ...headers, accept }, redirect: 'manual' });
        expect(response.headers.get('vary'), `${path} ${accept}`).toBe(vary);
      }
    }
  });

  it('sends headers that forbid storing, framing and type sniffing', async () => {
    const { postQuery } = await serve();
    const { headers } = await postQuery('{ hello }');
    expect(Object.fromEntries(headers)).toMatchObject({
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
    });
  });
});
