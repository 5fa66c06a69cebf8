import { describe, expect, it } from 'vitest';
import { serve, type TestServer } from './test-server.js';
import { HTML } from './browser-pages.js';

function policyOf(response: Response): Map<string, string> {
  const directives = (response.headers.get('content-security-policy') ?? '').split('; ');
  return new Map(directives.map((text) => [text.slice(0, text.indexOf(' ')), text.slice(text.indexOf(' ') + 1)]));
}

describe('a browser that opens /', () => {
  it('gets Apollo Sandbox with a first query and this server as its endpoint', async () => {
    const { send } = await serve();
    const response = await send('/', HTML);
    const page = await response.text();
    expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(page).toContain('embeddable-sandbox.umd.production.min.js');
    expect(page).toContain("new URL('graphql', location.href)");
    expect(page).toContain('query LatestJobs');
  });

  it('gets a policy that allows one script, one frame and this server', async () => {
    const { send } = await serve();
    const response = await send('/', HTML);
    const policy = policyOf(response);
    const nonce = /<script nonce="([^"]+)"/.exec(await response.text())?.[1];
    expect(policy.get('script-src')).toBe(`'nonce-${nonce}' https://embeddable-sandbox.cdn.apollographql.com`);
    expect(policy.get('frame-src')).toBe('https://sandbox.embed.apollographql.com');
    expect(policy.get('connect-src')).toBe("'self'");
    expect(policy.get('default-src')).toBe("'none'");
    expect((await send('/', HTML)).headers.get('content-security-policy')).not.toContain(nonce);
  });

  it('gets a page; other clients get a 404 with the path for queries', async () => {
    const { send } = await serve();
    const response = await send('/');
    expect(response.status).toBe(404);
    expect(await response.text()).toContain('Send queries to /graphql.');
  });
});

describe('a browser that opens /graphql', () => {
  const options = { ...HTML, redirect: 'manual' } as const;

  it('is redirected to GraphiQL, unless its request has a query', async () => {
    const { send } = await serve('auth: { routerSecret: hunter2 }');
    const response = await send('/graphql', options);
    expect([response.status, response.headers.get('location')]).toEqual([302, 'graphiql']);
    expect((await send('/graphql?query={hello}', options)).status).toBe(401);
    expect((await send('/graphql', { ...options, method: 'POST' })).status).toBe(401);
  });

  it('gets a 400 if the explorer is off', async () => {
    const { send } = await serve('server: { explorer: false }');
    expect((await send('/graphql', options)).status).toBe(400);
  });
});

describe('/graphiql', () => {
  async function load({ send }: TestServer) {
    const response = await send('/graphiql', HTML);
    const html = await response.text();
    const links = [...html.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, url = '']) => url);
    return { response, html, links };
  }

  it('loads everything from this server', async () => {
    const serving = await serve();
    const { links } = await load(serving);
    const files = links.filter((url) => !url.startsWith('data:'));
    expect(files.length).toBeGreaterThan(3);
    for (const url of files) {
      expect(url).toMatch(/^graphiql\//);
      expect((await serving.send(url)).status).toBe(200);
    }
  });

  it('has the workers of its editor', async () => {
    const serving = await serve();
    const script = await (await serving.send('/graphiql/workers.js')).text();
    const workers = [...script.matchAll(/'(graphiql\/[^']+)'/g)].map(([, url = '']) => url);
    expect(workers).toHaveLength(3);
    for (const url of workers) {
      const response = await serving.send(url);
      expect(response.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
      expect((await response.text()).length).toBeGreaterThan(100_000);
    }
  });

  it('has its fonts and images inside its style sheet', async () => {
    const { send } = await serve();
    const css = await (await send('/graphiql/graphiql.css')).text();
    const urls = [...css.matchAll(/url\(\s*["']?([^"')]{1,20})/g)].map(([, url = '']) => url);
    expect(urls.filter((url) => !/^(data:|#)/.test(url))).toEqual([]);
    expect(css).not.toMatch(/@import/);
  });

  it('has a policy that allows no other server', async () => {
    const { response } = await load(await serve());
    for (const sources of policyOf(response).values()) {
      for (const source of sources.split(' ')) expect(source).toMatch(/^('self'|'none'|'unsafe-inline'|data:)$/);
    }
  });

  it('starts with a query and does not store headers, because they contain credentials', async () => {
    const { send } = await serve();
    const script = await (await send('/graphiql/start.js')).text();
    expect(script).toContain('query LatestJobs');
    expect(script).toContain('"shouldPersistHeaders":false');
  });

  it('has no other files', async () => {
    const { send } = await serve();
    expect((await send('/graphiql/nothing.js')).status).toBe(404);
    expect((await send('/graphiql/..%2f..%2fpackage.json')).status).toBe(404);
  });
});

describe('/fleet', () => {
  it('loads a script and a style sheet from this server, and nothing else', async () => {
    const { send } = await serve();
    const html = await (await send('/fleet', HTML)).text();
    const links = [...html.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, url = '']) => url);
    expect(links).toEqual(['data:,', 'fleet/fleet.css', 'fleet/fleet.js']);
    expect((await send('/fleet/fleet.js')).headers.get('content-type')).toBe('text/javascript; charset=utf-8');
    expect((await send('/fleet/fleet.css')).headers.get('content-type')).toBe('text/css; charset=utf-8');
  });

  it('has a policy that allows this server alone, and nothing inline', async () => {
    const { send } = await serve();
    const policy = policyOf(await send('/fleet', HTML));
    expect(policy.get('script-src')).toBe("'self'");
    expect(policy.get('style-src')).toBe("'self'");
    const sources = [...policy.values()].flatMap((value) => value.split(' '));
    expect(new Set(sources)).toEqual(new Set(["'none'", "'self'", "'script'", 'data:']));
  });

  it('serves the licences of the packages in its script', async () => {
    const { send } = await serve();
    const text = await (await send('/fleet/licenses.txt')).text();
    for (const name of ['preact', 'd3-scale', 'd3-array'])
      expect(text).toMatch(new RegExp(`^${name} [\\d.]+ \\(`, 'm'));
    const licenses = [...text.matchAll(/^\S+ [\d.]+ \((.+)\)$/gm)].map(([, license]) => license);
    expect([...new Set(licenses)].toSorted()).toEqual(['ISC', 'MIT']);
  });
});

describe('behind a proxy that adds a path prefix', () => {
  it('the pages request nothing outside the prefix', async () => {
    const { send } = await serve();
    const base = 'https://intranet.example/teams/jobgraph/';
    const inside = async (link: string, page: string) => {
      const { href } = new URL(link, new URL(page, base));
      expect(href).toContain(base);
      return send(`/${href.slice(base.length)}`, { ...HTML, redirect: 'manual' });
    };
    const linksOf = (html: string) => [...html.matchAll(/(?:src|href)="([^":]+)"/g)].map(([, link = '']) => link);
    const texts: Record<string, string> = {};
    for (const page of ['', 'fleet', 'graphiql']) texts[page] = await (await send(`/${page}`, HTML)).text();
    for (const [page, text] of Object.entries(texts)) {
      for (const link of linksOf(text)) expect((await inside(link, page)).status, link).toBe(200);
    }
    const workers = await (await send('/graphiql/workers.js')).text();
    for (const [, link = ''] of workers.matchAll(/'([^']+\.js)'/g)) {
      expect((await inside(link, 'graphiql')).status, link).toBe(200);
    }
    const start = await (await send('/graphiql/start.js')).text();
    for (const [page, endpoint] of [
      ['graphiql', /"endpoint":"([^"]+)"/.exec(start)?.[1]],
      ['', /new URL\('([^']+)', location/.exec(texts[''] ?? '')?.[1]],
    ]) {
      const redirect = await inside(endpoint ?? '', page ?? '');
      expect(redirect.status).toBe(302);
      expect((await inside(redirect.headers.get('location') ?? '', 'graphql')).status).toBe(200);
    }
  });
});
