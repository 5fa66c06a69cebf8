import { describe, expect, test, vi } from 'vitest';
import * as fault from '../support/responders.js';
import { openLine, type Line } from './line.js';

const DOWN = fault.reply(503);

/** A provider that has been down for so long that the account's breaker is open. */
async function openBreaker(): Promise<Line> {
  const line = await openLine([DOWN]);
  for (let call = 0; call < 4; call++) await expect(line.ask(`/down/${call}`)).rejects.toThrow();
  return line;
}

async function requestsFor({ server }: Line, act: () => Promise<unknown>): Promise<number> {
  const before = server.received.length;
  await act();
  return server.received.length - before;
}

describe('when a provider is down', () => {
  test('Retries stop after ten failures', async () => {
    const line = await openBreaker();
    expect(line.server.received).toHaveLength(10);
    expect(await requestsFor(line, () => expect(line.ask()).rejects.toThrow())).toBe(1);
  });

  test('An operation makes one probing call, and its others fail at once with the last error', async () => {
    const line = await openBreaker();
    const operation = line.operation();
    const requests = await requestsFor(line, async () => {
      const all = Array.from({ length: 20 }, (_, index) => line.ask(`/${index}`, operation));
      for (const { reason } of (await Promise.allSettled(all)) as PromiseRejectedResult[]) {
        expect(reason).toMatchObject({ code: 'UPSTREAM_UNAVAILABLE', retryable: true });
      }
    });
    expect(requests).toBe(1);
  });

  test('Every operation may probe, so a walk goes on as soon as the provider is back', async () => {
    const line = await openBreaker();
    for (let page = 0; page < 3; page++) await expect(line.ask(`/${page}`)).rejects.toThrow();
    line.server.answer(fault.json({}));
    await expect(line.ask('/page')).resolves.toMatchObject({ body: {} });
  });

  test('The first success closes it: retries and parallel calls are back', async () => {
    const line = await openBreaker();
    line.server.answer(fault.json({}));
    const operation = line.operation();
    await line.ask('/probe', operation);
    await expect(Promise.all([line.ask('/1', operation), line.ask('/2', operation)])).resolves.toHaveLength(2);
    line.server.answer(DOWN);
    expect(await requestsFor(line, () => expect(line.ask('/again')).rejects.toThrow())).toBe(3);
  });

  test.each([400, 401, 403, 404, 429])('An answer of %i is a sign of life', async (status) => {
    const line = await openBreaker();
    line.server.answer(fault.reply(status), fault.json({}));
    const operation = line.operation();
    await line.ask('/probe', operation).catch(() => undefined);
    await expect(line.ask('/next', operation)).resolves.toMatchObject({ body: {} });
  });

  test('Asking for what does not exist opens no breaker', async () => {
    const line = await openLine([fault.reply(404)]);
    for (let call = 0; call < 30; call++) await expect(line.ask(`/${call}`)).rejects.toThrow();
    expect(line.server.received).toHaveLength(30);
  });

  test('Callers who go are no sign of an outage', async () => {
    const line = await openLine([fault.hang]);
    for (let call = 0; call < 20; call++) {
      const leaving = new AbortController();
      const asked = line.ask(`/${call}`, line.operation({ signal: leaving.signal }));
      await vi.waitFor(() => {
        expect(line.server.received).toHaveLength(call + 1);
      });
      leaving.abort();
      await expect(asked).rejects.toMatchObject({ code: 'UPSTREAM_TIMEOUT' });
    }
    expect(line.warnings).toEqual([]);
  });

  test('Who may not call is told so before any wait for the configured rate', async () => {
    const line = await openLine([DOWN], { rate: { requests: 11, perSeconds: 3600 } });
    for (let call = 0; call < 4; call++) await expect(line.ask(`/down/${call}`)).rejects.toThrow();
    const operation = line.operation();
    await expect(line.ask('/probe', operation)).rejects.toMatchObject({ code: 'UPSTREAM_UNAVAILABLE' });
    await expect(line.ask('/other', operation)).rejects.toMatchObject({ code: 'UPSTREAM_UNAVAILABLE' });
  });

  test('A probe that had to wait for the configured rate is still a probe', async () => {
    const line = await openLine([DOWN], { rate: { requests: 10, perSeconds: 10 } });
    for (let call = 0; call < 4; call++) await expect(line.ask(`/down/${call}`)).rejects.toThrow();
    line.server.answer(fault.json({}));
    await expect(line.ask('/probe')).resolves.toMatchObject({ body: {} });
    expect(line.clock.pauses.at(-1)).toBeGreaterThan(0);
  });

  test('A few broken things among many are no outage', async () => {
    const line = await openLine([]);
    for (let call = 0; call < 20; call++) {
      line.server.answer(fault.json({}));
      for (let well = 0; well < 4; well++) await line.ask(`/${call}/${well}`);
      line.server.answer(DOWN);
      expect(await requestsFor(line, () => expect(line.ask(`/${call}`)).rejects.toThrow())).toBe(3);
    }
  });

  test('An operator is told of the outage and of its end, once', async () => {
    const line = await openBreaker();
    await expect(line.ask('/still')).rejects.toThrow();
    line.server.answer(fault.json({}));
    for (let call = 0; call < 3; call++) await line.ask(`/${call}`);
    expect(line.warnings).toEqual([
      'The provider is failing; until it recovers, each operation makes one attempt without a retry.',
      'The provider has recovered.',
    ]);
  });

  test('Accounts have each their own', async () => {
    const line = await openBreaker();
    line.server.answer(DOWN);
    const other = await openLine([], { endpoint: line.server.url });
    expect(await requestsFor(line, () => expect(other.ask()).rejects.toThrow())).toBe(3);
  });
});
