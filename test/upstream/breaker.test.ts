import { describe, expect, test, vi } from 'vitest';
import * as fault from '../support/responders.js';
import { openUpstream, type TestUpstream } from './test-upstream.js';

const DOWN = fault.reply(503);

/** An account whose circuit breaker is open because its provider is down. */
async function openBreaker(): Promise<TestUpstream> {
  const client = await openUpstream([DOWN]);
  for (let call = 0; call < 4; call++) await expect(client.get(`/down/${call}`)).rejects.toThrow();
  return client;
}

async function requestsFor({ server }: TestUpstream, act: () => Promise<unknown>): Promise<number> {
  const before = server.received.length;
  await act();
  return server.received.length - before;
}

describe('the circuit breaker', () => {
  test('stops retries after ten failures', async () => {
    const client = await openBreaker();
    expect(client.server.received).toHaveLength(10);
    expect(await requestsFor(client, () => expect(client.get()).rejects.toThrow())).toBe(1);
  });

  test('allows one probe for each operation, and fails its other calls at once with the last error', async () => {
    const client = await openBreaker();
    const operation = client.operation();
    const requests = await requestsFor(client, async () => {
      const all = Array.from({ length: 20 }, (_, index) => client.get(`/${index}`, operation));
      for (const { reason } of (await Promise.allSettled(all)) as PromiseRejectedResult[]) {
        expect(reason).toMatchObject({ code: 'UPSTREAM_UNAVAILABLE', retryable: true });
      }
    });
    expect(requests).toBe(1);
  });

  test('allows a probe for every operation, so that pagination continues as soon as the provider recovers', async () => {
    const client = await openBreaker();
    for (let page = 0; page < 3; page++) await expect(client.get(`/${page}`)).rejects.toThrow();
    client.server.respondWith(fault.json({}));
    await expect(client.get('/page')).resolves.toMatchObject({ body: {} });
  });

  test('closes after the first success, which allows retries and parallel calls again', async () => {
    const client = await openBreaker();
    client.server.respondWith(fault.json({}));
    const operation = client.operation();
    await client.get('/probe', operation);
    await expect(Promise.all([client.get('/1', operation), client.get('/2', operation)])).resolves.toHaveLength(2);
    client.server.respondWith(DOWN);
    expect(await requestsFor(client, () => expect(client.get('/again')).rejects.toThrow())).toBe(3);
  });

  test.each([400, 401, 403, 404, 429])('closes after status %i', async (status) => {
    const client = await openBreaker();
    client.server.respondWith(fault.reply(status), fault.json({}));
    const operation = client.operation();
    await client.get('/probe', operation).catch(() => undefined);
    await expect(client.get('/next', operation)).resolves.toMatchObject({ body: {} });
  });

  test('does not open because of calls for missing resources', async () => {
    const client = await openUpstream([fault.reply(404)]);
    for (let call = 0; call < 30; call++) await expect(client.get(`/${call}`)).rejects.toThrow();
    expect(client.server.received).toHaveLength(30);
  });

  test('does not open because of callers that disconnect', async () => {
    const client = await openUpstream([fault.hang]);
    for (let call = 0; call < 20; call++) {
      const disconnecting = new AbortController();
      const pending = client.get(`/${call}`, client.operation({ signal: disconnecting.signal }));
      await vi.waitFor(() => {
        expect(client.server.received).toHaveLength(call + 1);
      });
      disconnecting.abort();
      await expect(pending).rejects.toMatchObject({ code: 'UPSTREAM_TIMEOUT' });
    }
    expect(client.warnings).toEqual([]);
  });

  test('rejects a call before the call waits for the configured rate', async () => {
    const client = await openUpstream([DOWN], { rate: { requests: 11, perSeconds: 3600 } });
    for (let call = 0; call < 4; call++) await expect(client.get(`/down/${call}`)).rejects.toThrow();
    const operation = client.operation();
    await expect(client.get('/probe', operation)).rejects.toMatchObject({ code: 'UPSTREAM_UNAVAILABLE' });
    await expect(client.get('/other', operation)).rejects.toMatchObject({ code: 'UPSTREAM_UNAVAILABLE' });
  });

  test('allows a probe that had to wait for the configured rate', async () => {
    const client = await openUpstream([DOWN], { rate: { requests: 10, perSeconds: 10 } });
    for (let call = 0; call < 4; call++) await expect(client.get(`/down/${call}`)).rejects.toThrow();
    client.server.respondWith(fault.json({}));
    await expect(client.get('/probe')).resolves.toMatchObject({ body: {} });
    expect(client.clock.pauses.at(-1)).toBeGreaterThan(0);
  });

  test('does not open while most calls succeed', async () => {
    const client = await openUpstream([]);
    for (let call = 0; call < 20; call++) {
      client.server.respondWith(fault.json({}));
      for (let healthy = 0; healthy < 4; healthy++) await client.get(`/${call}/${healthy}`);
      client.server.respondWith(DOWN);
      expect(await requestsFor(client, () => expect(client.get(`/${call}`)).rejects.toThrow())).toBe(3);
    }
  });

  test('logs the outage and the recovery once each', async () => {
    const client = await openBreaker();
    await expect(client.get('/still')).rejects.toThrow();
    client.server.respondWith(fault.json({}));
    for (let call = 0; call < 3; call++) await client.get(`/${call}`);
    expect(client.warnings).toEqual([
      'The provider is failing; until it recovers, each operation makes one attempt without a retry.',
      'The provider has recovered.',
    ]);
  });

  test('is separate for each account', async () => {
    const client = await openBreaker();
    client.server.respondWith(DOWN);
    const other = await openUpstream([], { endpoint: client.server.url });
    expect(await requestsFor(client, () => expect(other.get()).rejects.toThrow())).toBe(3);
  });
});
