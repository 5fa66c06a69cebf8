import { GraphQLError } from 'graphql';
import { describe, expect, it } from 'vitest';
import { serve } from './test-server.js';

describe('an unexpected error', () => {
  it('is masked; the log has its message under the same request id', async () => {
    const { postQuery, logs } = await serve();
    const { status, data, errors } = await postQuery('{ hello fail }', { headers: { 'x-request-id': 'r-1' } });
    expect({ status, data }).toEqual({ status: 200, data: { hello: 'Hello world', fail: null } });
    expect(errors).toEqual([
      {
        message: 'Unexpected error. The log has the details under this request id.',
        locations: expect.any(Array) as unknown[],
        path: ['fail'],
        extensions: { code: 'INTERNAL_SERVER_ERROR', requestId: 'r-1' },
      },
    ]);
    const line = logs.find((text) => text.includes('unexpected error')) ?? '';
    expect(JSON.parse(line)).toMatchObject({
      level: 'error',
      requestId: 'r-1',
      err: { message: 'the resolver failed' },
    });
    // Properties of the error are not logged.
    expect(line).not.toContain('hunter2');
  });

  it('can be mapped to an expected error by formatError', async () => {
    const { postQuery, logs } = await serve('', {
      formatError: (formatted, error) => {
        const cause = error instanceof GraphQLError ? error.originalError : undefined;
        return cause === undefined
          ? formatted
          : { ...formatted, message: 'Not today.', extensions: { code: 'UPSTREAM_INVALID' } };
      },
    });
    const { errors } = await postQuery('{ fail }');
    expect(errors).toMatchObject([{ message: 'Not today.', extensions: { code: 'UPSTREAM_INVALID' } }]);
    expect(logs.join('')).not.toContain('unexpected error');
  });

  it('has no stack in the response', async () => {
    const { postQuery } = await serve();
    expect(JSON.stringify(await postQuery('{ fail }'))).not.toMatch(/stack|\.ts:/);
  });
});

describe('an expected error keeps its message', () => {
  it.each([
    ['a syntax error', '{ hello', 400, 'GRAPHQL_PARSE_FAILED'],
    ['an unknown field', '{ nothing }', 400, 'GRAPHQL_VALIDATION_FAILED'],
    ['an invalid variable', 'query ($n: Int) { clusters(first: $n) { totalCount } }', 400, 'BAD_USER_INPUT'],
    ['a mutation', 'mutation { hello }', 400, 'GRAPHQL_VALIDATION_FAILED'],
    ['a subscription', 'subscription { hello }', 400, 'GRAPHQL_VALIDATION_FAILED'],
  ])('%s', async (_, query, status, code) => {
    const { postQuery, logs } = await serve();
    const reply = await postQuery(query, { variables: { n: 'x' } });
    expect(reply).toMatchObject({ status, errors: [{ locations: [{ line: 1 }], extensions: { code } }] });
    expect(reply.errors).toHaveLength(1);
    expect(reply.errors?.[0]?.message).not.toMatch(/Unexpected error|Internal/);
    expect(logs.join('')).not.toContain('error');
  });

  it('a persisted query of an unknown version', async () => {
    const { send, logs } = await serve();
    const body = JSON.stringify({
      query: '{ hello }',
      extensions: { persistedQuery: { version: 2, sha256Hash: 'x' } },
    });
    const reply = await send('/graphql', { method: 'POST', headers: { 'content-type': 'application/json' }, body });
    expect(reply.status).toBe(400);
    expect(await reply.json()).toMatchObject({ errors: [{ extensions: { code: 'BAD_REQUEST' } }] });
    expect(logs.join('')).not.toContain('error');
  });

  it('an unknown operation', async () => {
    const { postQuery } = await serve();
    const reply = await postQuery('query A { hello }', { operationName: 'B' });
    expect(reply).toMatchObject({ status: 400, errors: [{ extensions: { code: 'OPERATION_RESOLUTION_FAILURE' } }] });
  });
});

describe('a request id', () => {
  it('is the one that the caller sent, in the log and in the response', async () => {
    const { postQuery, logs } = await serve();
    const { headers } = await postQuery('{ hello }', { headers: { 'x-request-id': 'trace/1:2' } });
    expect(headers.get('x-request-id')).toBe('trace/1:2');
    expect(logs.some((line) => line.includes('"requestId":"trace/1:2"'))).toBe(true);
  });

  it.each(['', 'has space', 'x'.repeat(129), '"quoted"'])('is generated if the caller sends %j', async (given) => {
    const { postQuery } = await serve();
    const { headers } = await postQuery('{ hello }', { headers: { 'x-request-id': given } });
    expect(headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
  });
});

describe('the log', () => {
  it('contains no queries, variables or credentials', async () => {
    const { postQuery, send, logs } = await serve('auth: { routerSecret: hunter2 }\nlog: { level: trace }');
    const headers = { 'router-authorization': 'hunter2', authorization: 'Bearer hunter2', cookie: 'hunter2' };
    await postQuery('query ($n: String) { hello(name: $n) }', { variables: { n: 'hunter2' }, headers });
    await send('/graphql?query={hello(name:"hunter2")}', { headers: { ...headers, 'apollo-require-preflight': '1' } });
    await postQuery('{ hello(name: "hunter2" }', { headers });
    expect(logs.length).toBeGreaterThan(2);
    expect(logs.join('')).not.toContain('hunter2');
  });

  it('is plain text with format: text', async () => {
    const { postQuery, logs } = await serve('log: { format: text }');
    await postQuery('{ fail }', { headers: { 'x-request-id': 'r-1' } });
    expect(logs.find((line) => line.includes('request completed'))).toMatch(
      /^\d\d:\d\d:\d\d\.\d{3} INFO {2}request completed \(requestId=r-1, method=POST, path=\/graphql, status=200, durationMs=[\d.]+\)\n$/,
    );
    expect(logs.find((line) => line.includes('unexpected'))).toMatch(/ERROR unexpected error .*\nError: the resolver/s);
  });

  it('is empty with level: silent', async () => {
    const { postQuery, logs } = await serve('log: { level: silent }');
    await postQuery('{ fail }');
    expect(logs).toEqual([]);
  });
});
