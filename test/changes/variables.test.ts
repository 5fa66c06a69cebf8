import { describe, expect, it } from 'vitest';
import { startChangingServer } from './changing-server.js';
import { TRANSPORTS } from './subscribing.js';

describe.each(Object.entries(TRANSPORTS))('a subscription over %s', (_, subscribe) => {
  it('names a variable of a wrong type', async () => {
    const { endpoint, logs } = await startChangingServer();
    const query = `subscription ($after: String, $filter: FleetJobFilter, $status: ClusterJobStatus = RUNNING) {
      changes: clusterJobChanges(after: $after, filter: $filter) { kind }
      ...Unused @include(if: false)
    }
    fragment Unused on Subscription { clusterJobChanges(filter: { statuses: [$status] }) { kind } }`;
    for (const [name, value] of [
      ['after', 5],
      ['after', []],
      ['filter', 'x'],
      ['filter', { nope: 1 }],
      ['filter', { statuses: ['X'] }],
      ['filter', { accounts: [null] }],
      ['filter', { createdAfter: 'x' }],
      ['status', null],
    ] as const) {
      const received = subscribe({ endpoint, query }, { [name]: value });
      expect(await received.ended).toBe('complete');
      expect(received.errors, JSON.stringify(value)).toMatchObject([
        { extensions: { code: 'BAD_USER_INPUT' }, message: expect.stringContaining(`"$${name}"`) as unknown },
      ]);
    }
    expect(logs.join('')).not.toContain('unexpected');
  });

  it('reports a condition at its root, and its connection stays open', async () => {
    const { endpoint, logs } = await startChangingServer();
    for (const [query, message] of [
      ['subscription ($status: ClusterJobStatus) { clusterJobChanges @skip(if: true) { kind } }', 'Variable'],
      ['subscription { clusterJobChanges @include(if: false) { kind } }', 'selects no field'],
      ['subscription { ... @skip(if: true) { clusterJobChanges { kind } } }', 'selects no field'],
      ['subscription ($x: Boolean!) { clusterJobChanges @skip(if: $x) { kind } }', '@skip at the root'],
      [
        'subscription ($x: Boolean = false) { ...F } fragment F on Subscription { clusterJobChanges @include(if: $x) { kind } }',
        '@include at the root',
      ],
    ] as const) {
      const received = subscribe({ endpoint, query });
      expect(await received.ended).toBe('complete');
      expect(received.errors, query).toMatchObject([{ message: expect.stringContaining(message) as unknown }]);
    }
    expect(logs.join('')).not.toContain('unexpected');
  });
});
