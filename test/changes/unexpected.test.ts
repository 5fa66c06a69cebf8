import type { ApolloServerPlugin } from '@apollo/server';
import { expect, it } from 'vitest';
import { serve } from '../server/test-server.js';
import { createClient } from 'graphql-ws';
import { WebSocket } from 'ws';

it('An unexpected error of one operation leaves the others of its WebSocket open', async () => {
  const plugin: ApolloServerPlugin = {
    requestDidStart: () =>
      Promise.resolve({
        didResolveSource: ({ source }) =>
          source.includes('fail') ? Promise.reject(new Error('a fault')) : Promise.resolve(),
      }),
  };
  const { server, logs, finish } = await serve('', { plugins: [plugin] });
  const client = createClient({
    url: `${server.url.replace(/^http/, 'ws')}graphql`,
    webSocketImpl: WebSocket,
    retryAttempts: 0,
    lazy: false,
  });
  const read = async (query: string) => {
    for await (const result of client.iterate({ query })) return result;
    return undefined;
  };
  const waiting = read('{ wait }');

  expect(await read('{ fail }')).toMatchObject({
    errors: [
      { message: expect.not.stringContaining('a fault') as unknown, extensions: { code: 'INTERNAL_SERVER_ERROR' } },
    ],
  });
  expect(logs.join('')).toContain('a fault');
  finish();
  expect(await waiting).toMatchObject({ data: { wait: expect.anything() as unknown } });
  await client.dispose();
});
