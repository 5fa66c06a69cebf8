import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { createAgent, createOperation, request, type OneRequest } from '../../src/upstream/index.js';
import { openFaultServer, refusingUrl, type Responder } from '../support/fault-server.js';
import * as fault from '../support/responders.js';
import { account } from './line.js';

async function open(responder: Responder) {
  const server = await openFaultServer([responder]);
  const agent = createAgent();
  onTestFinished(async () => {
    await agent.close();
    await server.close();
  });
  const ask = (changes: Partial<OneRequest> = {}) => {
    using operation = createOperation({ requestId: 'q', timeoutMs: 60_000, upstreamCalls: 0 });
    return request({
      name: 'iam.createToken',
      peer: 'IAM',
      account,
      agent,
      endpoint: server.url,
      method: 'POST',
      target: '/v3/auth/tokens?nocatalog=true',
      headers: { 'content-type': 'application/json' },
      body: '{"auth":{}}',
      attemptTimeoutMs: 60_000,
      operation,
      ...changes,
    });
  };
  return { server, ask };
}

describe('a single request beside the calls', () => {
  test('It sends what it is told and brings the whole reply, a token of 32 KiB in its header included', async () => {
    const token = 't'.repeat(32 * 1024);
    const { ask, server } = await open(fault.reply(201, '{"token":{}}', { 'X-Subject-Token': token }));
    const reply = await ask();
    expect(reply).toMatchObject({ status: 201, text: '{"token":{}}' });
    expect(reply.headers['x-subject-token']).toBe(token);
    expect(server.received).toMatchObject([
      { method: 'POST', target: '/v3/auth/tokens?nocatalog=true', body: '{"auth":{}}' },
    ]);
  });

  test('It judges no status', async () => {
    const { ask } = await open(fault.reply(401, 'no'));
    await expect(ask()).resolves.toMatchObject({ status: 401, text: 'no' });
  });

  test('It tells the time of the provider', async () => {
    const { ask } = await open(fault.reply(200, '', { date: 'Thu, 01 Jan 2026 00:30:00 GMT' }));
    await expect(ask()).resolves.toMatchObject({ serverTime: Date.UTC(2026, 0, 1, 0, 30) });
  });

  test.each([
    ['a redirect', fault.redirect('http://127.0.0.1:1/'), 'UPSTREAM_INVALID'],
    ['bad UTF-8', fault.badUtf8, 'UPSTREAM_INVALID'],
    ['compression', fault.gzipped, 'UPSTREAM_INVALID'],
    ['a body beyond the cap', fault.announcedHuge, 'UPSTREAM_INVALID'],
    ['a reset', fault.resetAtOnce, 'UPSTREAM_UNAVAILABLE'],
  ])('It refuses %s as a call does, and never tries twice', async (_what, responder, code) => {
    const { ask, server } = await open(responder);
    await expect(ask()).rejects.toMatchObject({ name: 'UpstreamError', code, account });
    expect(server.received).toHaveLength(1);
  });

  test.each([
    ['a reset', fault.resetAtOnce],
    ['a response that is cut off', fault.truncated],
    ['another protocol', fault.notHttp],
    ['a redirect', fault.redirect('http://127.0.0.1:1/')],
    ['bad UTF-8', fault.badUtf8],
    ['compression', fault.gzipped],
    ['a body beyond the cap', fault.announcedHuge],
    ['a header beyond the cap', fault.largeHeader],
    ['no response in time', fault.hang],
  ])('names who failed: %s', async (_what, responder) => {
    const { ask } = await open(responder);
    const error: unknown = await ask({ attemptTimeoutMs: 500 }).catch((thrown: unknown) => thrown);
    expect(String(error)).toMatch(/\bIAM\b/);
    expect(String(error)).not.toMatch(/provider/i);
  });

  test.each([
    ['that refuses connections', async () => (await refusingUrl()).href],
    ['whose name does not exist', () => 'https://iam.invalid'],
    ['without TLS', async () => `https://${(await open(fault.notHttp)).server.url.host}`],
  ])('names who failed, and no host: an endpoint %s', async (_what, endpoint) => {
    const { ask } = await open(fault.hang);
    const url = new URL(await endpoint());
    const error: unknown = await ask({ endpoint: url }).catch((thrown: unknown) => thrown);
    expect(String(error)).toMatch(/\bIAM\b/);
    expect(String(error)).not.toContain(url.hostname);
  });

  test('It ends when its time is up', async () => {
    const { ask } = await open(fault.drip);
    await expect(ask({ attemptTimeoutMs: 50 })).rejects.toMatchObject({ code: 'UPSTREAM_TIMEOUT' });
  });

  test('It ends with its operation', async () => {
    const { ask, server } = await open(fault.hang);
    const leaving = new AbortController();
    using operation = createOperation({ requestId: 'q', timeoutMs: 60_000, upstreamCalls: 0, signal: leaving.signal });
    const asked = ask({ operation });
    await vi.waitFor(() => {
      expect(server.received).toHaveLength(1);
    });
    leaving.abort();
    await expect(asked).rejects.toMatchObject({ code: 'UPSTREAM_TIMEOUT' });
    await vi.waitFor(() => {
      expect(server.open()).toBe(0);
    });
    await expect(ask({ operation })).rejects.toMatchObject({ code: 'UPSTREAM_TIMEOUT' });
    expect(server.received).toHaveLength(1);
  });
});
