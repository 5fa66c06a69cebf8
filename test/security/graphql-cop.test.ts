import { describe, expect, onTestFinished, test } from 'vitest';
import { openFaultServer } from '../support/fault-server.js';
import { json } from '../support/responders.js';
import { serveGraph } from '../faults/served-graph.js';

/** A server without explorer and introspection. `send` has the parameters of `fetch`. */
async function openRestricted(more: object = {}) {
  const upstream = await openFaultServer([json({ ret_code: 0, cluster_set: [] })]);
  const account = { name: 'q', provider: 'qingcloud', region: 'pek3a', endpoint: new URL('/iaas/', upstream.url).href };
  const graph = await serveGraph({
    accounts: [{ ...account, auth: { accessKeyId: 'key', secretAccessKey: 'secret' } }],
    server: { explorer: false, introspection: false },
    ...more,
  });
  onTestFinished(async () => {
    await graph.close();
    await upstream.close();
  });
  const send = async (path: string, init?: RequestInit) => {
    const response = await fetch(new URL(path, graph.url), init);
    return { status: response.status, headers: response.headers, text: await response.text() };
  };
  return { upstream, send, post: (body: unknown) => send('/graphql', toPost(body)) };
}

function toPost(body: unknown): RequestInit {
  return { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
}

const lines = (count: number, line: (index: number) => string) =>
  Array.from({ length: count }, (_, i) => line(i)).join('\n');

// The default checks of graphql-cop, each with the pattern by which it detects a weakness.
describe('graphql-cop finds no weakness', () => {
  test.for([
    ['field suggestions', '{ __schema { directive } }', /did you mean/i],
    ['suggestions of root fields', '{ cluster { nam } clusterz }', /did you mean/i],
    ['introspection', '{ __schema { types { name fields { name } } } }', /"types":/],
    ['introspection of one type', '{ __type(name: "Cluster") { fields { name } } }', /"fields":/],
    ['a federated schema', '{ _service { sdl } }', /"sdl":/],
    ['circular introspection', '{ __schema { types { fields { type { fields { type { name } } } } } } }', /"types":/],
    ['101 aliases', `query cop { ${lines(101, (i) => `alias${i}: __typename`)} }`, /"alias100":/],
    ['directive overloading', 'query cop { __typename @aa@aa@aa@aa@aa@aa@aa@aa@aa@aa }', /(@aa.*){10}/],
    ['51 known directives', `{ ${lines(51, () => '__typename @include(if: true)')} }`, /"data":/],
    ['traces', 'query cop { __typename }', /tracing|ftv1/],
    ['unhandled errors', 'qwerty cop { abc }', /"exception"|stacktrace|node_modules/],
  ] as const)('%s', async ([, query, weakness]) => {
    const { post } = await openRestricted();
    expect((await post({ query })).text).not.toMatch(weakness);
  });

  test('batches', async () => {
    const { post } = await openRestricted();
    const { status, text } = await post(Array.from({ length: 10 }, () => ({ query: '{ __typename }' })));
    expect(status).toBe(400);
    expect(text).not.toContain('"__typename"');
  });

  test('queries by GET that another site could send', async () => {
    const { send } = await openRestricted();
    const { status, text } = await send('/graphql?query=query%20cop%20%7B__typename%7D');
    expect([status, text]).toEqual([400, expect.not.stringContaining('"__typename"')]);
  });

  test('mutations by GET with the preflight header', async () => {
    const { send } = await openRestricted();
    const headers = { 'apollo-require-preflight': 'yes' };
    const { text } = await send('/graphql?query=mutation%20cop%20%7B__typename%7D', { headers });
    expect(text).not.toContain('"__typename"');
  });

  test.for(['application/x-www-form-urlencoded', 'text/plain', 'multipart/form-data; boundary=x'])(
    'queries by POST as %s',
    async (type) => {
      const { send } = await openRestricted();
      const init = { method: 'POST', headers: { 'content-type': type }, body: 'query=query+cop+%7B__typename%7D' };
      const { status, text } = await send('/graphql', init);
      expect([status, text]).toEqual([415, expect.not.stringContaining('"__typename"')]);
    },
  );

  test.for(['/', '/graphql', '/graphiql', '/playground', '/console'])('no explorer at %s', async (path) => {
    const { send } = await openRestricted();
    const { text, headers } = await send(path, { headers: { accept: 'text/html' } });
    expect(text).not.toMatch(/graphiql\.min\.css|GraphQL Playground|GraphiQL|graphql-playground|sandbox/i);
    expect(headers.get('content-type')).not.toContain('text/html');
  });

  test('no traces for a caller that claims to be the gateway', async () => {
    const { send } = await openRestricted();
    const headers = { 'content-type': 'application/json', 'apollo-federation-include-trace': 'ftv1' };
    const { text } = await send('/graphql', { method: 'POST', headers, body: '{"query":"{ __typename }"}' });
    expect(text).not.toMatch(/ftv1|tracing/);
  });
});

describe('a request beyond a limit is rejected before any upstream call with the limit in the message', () => {
  const clusters = '{ nodes { id } }';
  const nest = (levels: number): string =>
    levels === 0 ? '__typename' : `account { clusters(first: 1) { nodes { ${nest(levels - 1)} } } }`;
  test.for([
    ['depth', { depth: 20 }, { query: `{ clusters(first: 1) { nodes { ${nest(10)} } } }` }, 'the limit is 20'],
    [
      'aliases',
      { aliases: 50 },
      { query: `{ ${lines(51, (i) => `a${i}: clusters ${clusters}`)} }` },
      'the limit is 50',
    ],
    [
      'directives',
      { directives: 50 },
      { query: `{ ${lines(51, () => `clusters @skip(if: false) ${clusters}`)} }` },
      'the limit is 50',
    ],
    ['tokens', { tokens: 100 }, { query: `{ ${lines(100, () => `clusters ${clusters}`)} }` }, '100'],
    ['bodyBytes', { bodyBytes: 1000 }, { query: `{ clusters ${clusters} } #${'x'.repeat(1000)}` }, '1000'],
    ['references', { references: 3 }, references(4), 'the limit is 3'],
    [
      'cost',
      { cost: 1000 },
      { query: '{ clusters(first: 100) { nodes { jobs(first: 100) { nodes { id } } } } }' },
      'the limit is 1000',
    ],
    [
      'cost in a variable',
      { cost: 1000 },
      {
        query: 'query ($n: Int) { clusters(first: $n) { nodes { jobs(first: $n) { nodes { id } } } } }',
        variables: { n: 100 },
      },
      'the limit is 1000',
    ],
    ['pageSize', { pageSize: 10 }, { query: `{ clusters(first: 11) ${clusters} }` }, '10'],
  ] as const)('%s', async ([, limits, body, limit]) => {
    const { post, upstream } = await openRestricted({ limits });
    const { text } = await post(body);
    const { errors } = JSON.parse(text) as { errors: { message: string }[] };
    expect(errors[0]?.message).toContain(limit);
    expect(upstream.received).toEqual([]);
  });

  test('a query within the limits is executed', async () => {
    const { post, upstream } = await openRestricted();
    expect((await post({ query: `{ clusters(first: 1) ${clusters} }` })).text).toBe(
      '{"data":{"clusters":{"nodes":[]}}}',
    );
    expect(upstream.received).toHaveLength(1);
  });
});

function references(count: number) {
  const query = 'query ($r: [_Any!]!) { _entities(representations: $r) { ... on Cluster { name } } }';
  const r = Array.from({ length: count }, (_, index) => ({
    __typename: 'Cluster',
    resourceName: `qingcloud/cl-${index}`,
  }));
  return { query, variables: { r } };
}
