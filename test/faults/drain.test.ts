import { once } from 'node:events';
import { createServer } from 'node:http';
import { expect, test } from 'vitest';
import { createProgress } from '../../src/server/progress.js';

test('A query that is cut short because the server waits no longer is still answered', async () => {
  const progress = createProgress();
  const begun = Promise.withResolvers<undefined>();
  const server = createServer((_, response) => {
    const signal = progress.begin(response);
    signal.addEventListener('abort', () => setImmediate(() => response.end('what is there')));
    begun.resolve(undefined);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const answer = fetch(`http://127.0.0.1:${port}`).then((response) => response.text());
  await begun.promise;
  await progress.drain(20);
  server.closeAllConnections();
  server.close();
  expect(await answer).toBe('what is there');
});

test('A query that does not even end when it is cut short keeps the server no longer', async () => {
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
  const answer = fetch(`http://127.0.0.1:${port}`).catch(() => 'cut off');
  await begun.promise;
  await progress.drain(20);
  server.closeAllConnections();
  server.close();
  expect(await answer).toBe('cut off');
});
