import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it, onTestFinished } from 'vitest';
import { startPostgres } from '../support/postgres.js';
import { startChangingServer } from './changing-server.js';
import { overSse, overWebSocket } from './subscribing.js';

it('changes that one replica writes are received from every other, and cursors are good at all', async (context) => {
  const postgres = await startPostgres();
  context.skip(!postgres, 'PostgreSQL is not installed');
  // Registered first, so that it runs after the servers are closed.
  onTestFinished(() => postgres?.close());
  const store = { postgres: postgres?.url };
  const [one, another] = [await startChangingServer({ store }), await startChangingServer({ store })];
  const received = overSse({ endpoint: one.endpoint });
  for (let count = 0; received.changes.length < 2; count++) {
    await another.change(`job-${count}`);
    await sleep(100);
  }
  const [first] = received.changes;
  const rest = await overWebSocket({ endpoint: another.endpoint }, { after: first?.cursor }).until(1);
  expect(rest.changes[0]).toEqual(received.changes[1]);
});
