import { ApolloServer, type ApolloServerPlugin, type BaseContext, type GraphQLRequestListener } from '@apollo/server';
import { beforeEach, describe, expect, it, type MockInstance, vi } from 'vitest';
import { serve } from './test-server.js';

let byApollo: MockInstance;
beforeEach(() => {
  byApollo = vi.spyOn(ApolloServer.prototype, 'executeHTTPGraphQLRequest');
});

const HOOKS = [
  'didResolveSource',
  'parsingDidStart',
  'validationDidStart',
  'didResolveOperation',
  'didEncounterErrors',
  'responseForOperation',
  'executionDidStart',
  'willSendResponse',
] as const;

/** Notes the hooks that are called. */
function recorder(called: string[]): ApolloServerPlugin {
  const note = (name: string) => () => {
    called.push(name);
    return Promise.resolve(undefined);
  };
  const listener: GraphQLRequestListener<BaseContext> = Object.fromEntries(HOOKS.map((name) => [name, note(name)]));
  return {
    requestDidStart: () => {
      called.push('requestDidStart');
      return Promise.resolve(listener);
    },
  };
}

interface Case {
  readonly body: unknown;
  readonly accept?: string;
  /** Requests of three that Apollo Server receives. */
  readonly calls: number;
}

const TWO = 'query A { hello } query B { accounts }';
const PAGE = 'query ($first: Int) { clusters(first: $first) { nodes { clusters(first: $first) { nodes { id } } } } }';
const LIMITS = 'limits: { cost: 1000 }';

const CASES: Readonly<Record<string, Case>> = {
  'a query': { body: { query: '{ hello }' }, calls: 1 },
  'a query with variables': {
    body: { query: 'query ($name: String) { hello(name: $name) }', variables: { name: 'you' } },
    calls: 1,
  },
  'members that are null': { body: { query: '{ hello }', variables: null, operationName: null }, calls: 1 },
  'one of two operations': { body: { query: TWO, operationName: 'B' }, calls: 1 },
  'a media type that was negotiated': {
    body: { query: '{ hello }' },
    accept: 'application/graphql-response+json, application/json;q=0.9',
    calls: 1,
  },
  'a resolver that fails': { body: { query: '{ hello fail }' }, calls: 1 },
  'a variable of another type': { body: { query: PAGE, variables: { first: 'ten' } }, calls: 3 },
  'a media type that does not exist': { body: { query: '{ hello }' }, accept: 'text/plain', calls: 3 },
  'an unknown operation': { body: { query: TWO, operationName: 'C' }, calls: 3 },
  'a syntax error': { body: { query: '{ hello' }, calls: 3 },
  'an unknown field': { body: { query: '{ hallo }' }, calls: 3 },
  'a query above the limits': { body: { query: PAGE, variables: { first: 100 } }, calls: 3 },
  extensions: {
    body: { query: '{ hello }', extensions: { persistedQuery: { version: 1, sha256Hash: 'x' } } },
    calls: 3,
  },
  'variables that are a list': { body: { query: '{ hello }', variables: [] }, calls: 3 },
  'a list of queries': { body: [{ query: '{ hello }' }], calls: 3 },
  introspection: { body: { query: '{ __schema { queryType { name } } }' }, calls: 1 },
};

/** A response without what differs from request to request. */
async function normalized(response: Response) {
  const headers = Object.fromEntries(response.headers);
  delete headers['date'];
  delete headers['x-request-id'];
  const body = (await response.text()).replace(/"requestId":"[^"]+"/, '"requestId":"same"');
  return { status: response.status, headers, body };
}

describe('A query that is sent again', () => {
  it.each(Object.entries(CASES))('has the same response: %s', async (_, { body, accept, calls }) => {
    const { send } = await serve(LIMITS);
    const request = async () =>
      normalized(
        await send('/graphql', {
          method: 'POST',
          headers: { 'content-type': 'application/json', ...(accept !== undefined && { accept }) },
          body: JSON.stringify(body),
        }),
      );
    const first = await request();
    expect(await request()).toEqual(first);
    expect(await request()).toEqual(first);
    expect(byApollo).toHaveBeenCalledTimes(calls);
  });

  it('is rejected by a limit that its other variables did not reach, and executed again after that', async () => {
    const { postQuery } = await serve(LIMITS);
    const page = (first: number | string) => postQuery(PAGE, { variables: { first } });
    const [small, large, wrong, again] = [await page(1), await page(100), await page('ten'), await page(2)];
    expect(small).toMatchObject({ status: 200, data: { clusters: { nodes: [] } } });
    expect(large).toMatchObject({ status: 400, errors: [{ extensions: { code: 'BAD_USER_INPUT' } }] });
    expect(wrong).toMatchObject({ status: 400, errors: [{ extensions: { code: 'BAD_USER_INPUT' } }] });
    expect(again.data).toEqual(small.data);
    expect(byApollo).toHaveBeenCalledTimes(2);
  });

  it('is passed to the plugins as before, without what is done once for each document', async () => {
    const called: string[] = [];
    const { postQuery } = await serve('', { plugins: [recorder(called)] });
    await postQuery('{ hello }');
    const first = called.splice(0);
    await postQuery('{ hello }');
    expect(called).toEqual(first.filter((name) => name !== 'parsingDidStart' && name !== 'validationDidStart'));
    expect(called).toContain('willSendResponse');
    expect(byApollo).toHaveBeenCalledTimes(1);
  });

  it('has the response of a plugin that rejects it', async () => {
    let isRejected = false;
    const plugin: ApolloServerPlugin = {
      requestDidStart: () =>
        Promise.resolve({
          didResolveOperation: () => (isRejected ? Promise.reject(new Error('not now')) : Promise.resolve()),
        }),
    };
    const { postQuery } = await serve('', { plugins: [plugin] });
    expect(await postQuery('{ hello }')).toMatchObject({ status: 200 });
    isRejected = true;
    expect(await postQuery('{ hello }')).toMatchObject({ status: 500, errors: [{}] });
  });

  it('has the headers that a plugin sets', async () => {
    const plugin: ApolloServerPlugin = {
      requestDidStart: () =>
        Promise.resolve({
          willSendResponse: ({ response }) => {
            response.http.headers.set('x-plugin', 'seen');
            return Promise.resolve();
          },
        }),
    };
    const { postQuery } = await serve('', { plugins: [plugin] });
    await postQuery('{ hello }');
    expect((await postQuery('{ hello }')).headers.get('x-plugin')).toBe('seen');
    expect(byApollo).toHaveBeenCalledTimes(1);
  });
});
