import { createHash } from 'node:crypto';
import { request } from 'node:http';
import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { describe, expect, it } from 'vitest';
import { serve } from './test-server.js';

const JSON_TYPE = { 'content-type': 'application/json' };
const HELLO = '{ hello }';
const sha256Hash = createHash('sha256').update(HELLO).digest('hex');

describe('an empty parameter', () => {
  it.each([
    ['operationName', { query: HELLO, operationName: '' }],
    ['operationName of a named operation', { query: 'query A { hello }', operationName: '' }],
    ['variables', { query: HELLO, variables: '' }],
    ['extensions', { query: HELLO, extensions: '' }],
    ['null for each', { query: HELLO, operationName: null, variables: null, extensions: null }],
  ])('in a body equals a missing one: %s', async (_, body) => {
    const { send } = await serve();
    const response = await send('/graphql', { method: 'POST', headers: JSON_TYPE, body: JSON.stringify(body) });
    expect(await response.json()).toEqual({ data: { hello: 'Hello world' } });
  });

  it.each([
    'operationName=',
    'variables=',
    'extensions=',
    'variables&extensions&operationName',
    'variables=null&extensions=null',
    'operationName=&variables={}&extensions=',
  ])('in a URL equals a missing one: %s', async (rest) => {
    const { send } = await serve();
    for (const path of [`/graphql?query={hello}&${rest}`, `/graphql?${rest}&query=%7Bhello%7D`]) {
      expect(await (await send(path, { headers: JSON_TYPE })).json()).toEqual({ data: { hello: 'Hello world' } });
    }
  });

  it('of a persisted query equals a missing one, by POST and GET', async () => {
    const { send } = await serve();
    const extensions = { persistedQuery: { version: 1, sha256Hash } };
    const post = (query: string) =>
      send('/graphql', { method: 'POST', headers: JSON_TYPE, body: JSON.stringify({ query, extensions }) });
    await post(HELLO);
    const get = `/graphql?query=&extensions=${encodeURIComponent(JSON.stringify(extensions))}`;
    for (const response of [await post(''), await send(get, { headers: JSON_TYPE })]) {
      expect(await response.json()).toEqual({ data: { hello: 'Hello world' } });
    }
  });

  it('does not cover invalid values, which are rejected', async () => {
    const { send } = await serve();
    const statuses = [];
    for (const rest of ['variables=0', 'variables=x', 'extensions=[]', 'operationName=null', 'operationName=B']) {
      statuses.push((await send(`/graphql?query={hello}&${rest}`, { headers: JSON_TYPE })).status);
    }
    for (const body of [{ query: '' }, { query: HELLO, variables: ' ' }, { query: HELLO, extensions: '{}' }]) {
      const sent = { method: 'POST', headers: JSON_TYPE, body: JSON.stringify(body) };
      statuses.push((await send('/graphql', sent)).status);
    }
    expect(statuses).toEqual(Array(8).fill(400));
  });

  it('does not cover empty strings in variables, which are passed on', async () => {
    const { postQuery } = await serve();
    const { data } = await postQuery('query ($n: String) { hello(name: $n) }', { variables: { n: '' } });
    expect(data).toEqual({ hello: 'Hello ' });
  });
});

describe('a JSON body in UTF-8', () => {
  async function post(headers: Record<string, string>, body: string | Buffer): Promise<number | undefined> {
    const { server } = await serve();
    const sent = request(`${server.url}graphql`, { method: 'POST', headers }).end(body);
    const [response] = (await once(sent, 'response')) as [IncomingMessage];
    response.resume();
    return response.statusCode;
  }
  const BODY = JSON.stringify({ query: '{ hello(name: "é") }' });

  it.each([
    'application/json',
    'application/json;charset=utf-8',
    'application/json; charset=UTF-8',
    'application/json; charset=utf8',
    'application/json; charset="UTF-8"',
    "application/json; charset='utf-8'",
    'application/json; charset=',
    'application/json;',
    'Application/JSON; Charset=Utf-8',
    'application/json; odata=verbose; charset=utf-8',
    'application/json ; charset = utf-8',
  ])('is accepted with any form of its media type: %s', async (type) => {
    expect(await post({ 'content-type': type }, BODY)).toBe(200);
  });

  it('is accepted with the charset US-ASCII, a subset of UTF-8', async () => {
    expect(await post({ 'content-type': 'application/json; charset=us-ascii' }, '{"query":"{hello}"}')).toBe(200);
  });

  it('is accepted with a byte order mark', async () => {
    expect(await post(JSON_TYPE, Buffer.from(`\ufeff${BODY}`))).toBe(200);
  });

  it.each(['identity', 'Identity', '', 'identity, identity'])(
    'is accepted with a Content-Encoding that means none: "%s"',
    async (encoding) => {
      expect(await post({ ...JSON_TYPE, 'content-encoding': encoding }, BODY)).toBe(200);
    },
  );

  it.each([
    { 'content-encoding': 'br' },
    { 'content-encoding': 'identity, gzip' },
    { 'content-encoding': 'identity2' },
    { 'content-type': 'application/json; charset=utf-16' },
    { 'content-type': 'application/json; charset="iso-8859-1"' },
    { 'content-type': 'application/jsonp' },
    { 'content-type': 'text/json' },
  ])('is rejected with 415 for other headers: %j', async (headers) => {
    expect(await post({ ...JSON_TYPE, ...headers }, BODY)).toBe(415);
  });
});
