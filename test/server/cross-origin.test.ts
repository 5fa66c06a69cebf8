import { describe, expect, it } from 'vitest';
import { serve } from './test-server.js';
import { HTML } from './browser-pages.js';

describe('the pages for browsers', () => {
  it.each(['/', '/fleet', '/fleet/fleet.js', '/graphiql', '/graphiql/graphiql.js'])(
    'respond with 404 if they are off: %s',
    async (path) => {
      const { send } = await serve('server: { explorer: false }');
      expect((await send(path, HTML)).status).toBe(404);
    },
  );
});

describe('A page of another origin', () => {
  const preflight = (origin: string) => ({
    method: 'OPTIONS',
    headers: {
      origin,
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'content-type,authorization',
    },
  });

  it('cannot read responses', async () => {
    const { postQuery, send } = await serve();
    const { headers } = await postQuery('{ hello }', { headers: { origin: 'https://evil.example' } });
    expect(headers.get('access-control-allow-origin')).toBeNull();
    expect(
      (await send('/graphql', preflight('https://evil.example'))).headers.get('access-control-allow-origin'),
    ).toBeNull();
  });

  it('can read responses only if its origin is configured', async () => {
    const { postQuery, send } = await serve(
      "server: { cors: ['https://studio.example.com'] }\nauth: { routerSecret: s }",
    );
    const response = await send('/graphql', preflight('https://studio.example.com'));
    expect(response.status).toBe(204);
    expect(response.headers.get('access-control-allow-origin')).toBe('https://studio.example.com');
    expect(response.headers.get('access-control-allow-headers')).toBe('content-type,authorization');
    const reply = await postQuery('{ hello }', {
      headers: { origin: 'https://studio.example.com', 'router-authorization': 's' },
    });
    expect(reply.headers.get('access-control-allow-origin')).toBe('https://studio.example.com');
    expect(reply.headers.get('vary')).toContain('Origin');
    expect(
      (await send('/graphql', preflight('https://evil.example'))).headers.get('access-control-allow-origin'),
    ).toBeNull();
  });
});
