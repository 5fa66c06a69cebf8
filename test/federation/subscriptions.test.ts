import { setTimeout as sleep } from 'node:timers/promises';
import { parse } from 'graphql';
import { readSdl } from '../../src/graph/schema.js';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startChangingServer } from '../changes/changing-server.js';
import { FIELDS } from '../changes/subscribing.js';
import { startHive } from './gateways.js';

/** Transports between Hive Gateway and Jobgraph, as docs/federation.md shows them. */
const TRANSPORTS = {
  'Server-Sent Events': undefined,
  WebSocket: { jobgraph: { options: { subscriptions: { kind: 'ws', location: '/graphql' } } } },
} as const;

describe.each(Object.entries(TRANSPORTS))('Hive Gateway over %s', (_, transportEntries) => {
  it('forwards the changes of jobs, and continues after a cursor', async () => {
    const { endpoint, change } = await startChangingServer();
    const subgraph = { name: 'jobgraph', url: endpoint.href, typeDefs: parse(readSdl()) };
    const gateway = startHive([subgraph], { transportEntries });
    onTestFinished(() => gateway.close());
    const first = await gateway.subscribe(`subscription { clusterJobChanges { ${FIELDS} } }`, {});
    const received: unknown[] = [];
    void (async () => {
      for await (const result of first) received.push(result);
    })();
    for (let count = 0; received.length < 2; count++) {
      await change(`mark-${count}`);
      await sleep(100);
    }
    expect(received[0]).toMatchObject({ data: { clusterJobChanges: { kind: 'CREATED', previousStatus: null } } });
    const { data } = received[0] as { data: { clusterJobChanges: { cursor: string } } };
    const query = `subscription ($after: String) { clusterJobChanges(after: $after) { ${FIELDS} } }`;
    const second = await gateway.subscribe(query, { after: data.clusterJobChanges.cursor });
    for await (const result of second) {
      expect(result).toEqual(received[1]);
      break;
    }
    const foreign = await gateway.subscribe(query, { after: 'x' });
    for await (const result of foreign) {
      expect(result).toMatchObject({ errors: [{ extensions: { code: 'BAD_USER_INPUT' } }] });
      break;
    }
  });
});
