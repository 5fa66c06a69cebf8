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
});
