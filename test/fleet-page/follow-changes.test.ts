import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Endpoint } from '../../src/fleet-page/endpoint/endpoint.js';
import { EndpointError, problemOf, UNREACHABLE } from '../../src/fleet-page/endpoint/problem.js';
import { followChanges } from '../../src/fleet-page/fleet/follow-changes.js';

/** The events of one connection: changes by cursor, then an error, or the end of the connection. */
type Connection = readonly (string | EndpointError)[];

const NO_CHANGES = new EndpointError(problemOf(200, [{ message: 'No store.', code: 'BAD_USER_INPUT' }]));
const LOST = new EndpointError(UNREACHABLE);

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** Follows changes over a sequence of connections, until none is left. */
async function follow(connections: readonly Connection[]) {
  const ending = new AbortController();
  const seen = { after: [] as unknown[], updates: [] as string[], jobs: [] as string[], gaps: 0 };
  const waiting = [...connections];
  const endpoint: Pick<Endpoint, 'subscribe'> = {
    subscribe: async function* (_, variables, signal, onOpen) {
      const connection = waiting.shift();
      if (!connection) ending.abort();
      signal.throwIfAborted();
      seen.after.push((variables as { after?: string }).after);
      await Promise.resolve();
      if (typeof connection?.[0] !== 'object') onOpen();
      for (const step of connection ?? []) {
        if (typeof step !== 'string') throw step;
        yield { clusterJobChanges: { cursor: step, job: { id: step, createdAt: null, finishedAt: null } } } as never;
      }
    },
  };
  const following = followChanges({
    endpoint: endpoint as Endpoint,
    filter: {},
    signal: ending.signal,
    onUpdates: (updates) => seen.updates.push(updates),
    onChange: ({ id }) => seen.jobs.push(id),
    onGap: () => {
      seen.gaps++;
      return Promise.resolve();
    },
  });
  await vi.advanceTimersByTimeAsync(600_000);
  await following;
  return seen;
}

describe('The fleet page', () => {
  it('subscribes again behind the last change when a connection ends, and reads nothing again', async () => {
    const seen = await follow([['1', '2'], [LOST], ['3']]);
    expect(seen.after).toEqual([undefined, '2', '2']);
    expect(seen.jobs).toEqual(['1', '2', '3']);
    expect(seen.gaps).toBe(0);
    expect(seen.updates).toEqual(['live', 'reconnecting', 'reconnecting', 'live', 'reconnecting']);
  });

  it('reads everything again when a connection ended before the first change', async () => {
    const seen = await follow([[], ['1']]);
    expect([seen.after, seen.gaps]).toEqual([[undefined, undefined], 1]);
  });

  it('reads everything again when the server no longer has the changes behind its cursor', async () => {
    const seen = await follow([['1'], [NO_CHANGES], ['9']]);
    expect([seen.after, seen.gaps]).toEqual([[undefined, '1', undefined], 1]);
  });

  it('polls a server without a store, and does not subscribe again', async () => {
    const seen = await follow([[NO_CHANGES], ['1']]);
    expect([seen.after, seen.updates]).toEqual([[undefined], ['polling']]);
  });
});
