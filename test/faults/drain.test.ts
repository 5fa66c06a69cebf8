import { once } from 'node:events';
import { createServer } from 'node:http';
import { expect, test } from 'vitest';
import { createProgress } from '../../src/server/progress.js';

test('A query that is cancelled when the drain timeout ends still gets its response', async () => {
  const progress = createProgress();
  const begun = Promise.withResolvers<undefined>();
  const server = createServer((_, response) => {
    const { signal } = progress.begin(response);
    signal.addEventListener('abort', () => setImmediate(() => response.end('partial')));
    begun.resolve(undefined);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const result = fetch(`http://127.0.0.1:${port}`).then((response) => response.text());
  await begun.promise;
  await progress.drain(20);
  server.closeAllConnections();
  server.close();
  expect(await result).toBe('partial');
});

test('A query that ignores its cancellation does not delay the drain', async () => {
  const progress = createProgress();
  const begun = Promise.withResolvers<undefined>();
  const server = createServer((_, response) => {
    progress.begin(response);
    begun.resolve(undefined);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const result = fetch(`http://127.0.0.1:${port}`).catch(() => 'disconnected');
  await begun.promise;
  await progress.drain(20);
  server.closeAllConnections();
  server.close();
  expect(await result).toBe('disconnected');
});
