import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { createAgent, createOperation, request, type OneRequest } from '../../src/upstream/index.js';
import { openFaultServer, REFUSING_URL, type Responder } from '../support/fault-server.js';
import * as fault from '../support/responders.js';
import { account } from './test-upstream.js';

async function open(responder: Responder) {
  const server = await openFaultServer([responder]);
  const agent = createAgent();
  onTestFinished(async () => {
    await agent.close();
    await server.close();
  });
  const send = (changes: Partial<OneRequest> = {}) => {
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
  return { server, send };
}

describe('a request without an account', () => {
  test('returns the whole response, including a header of 32 KiB', async () => {
    const token = 't'.repeat(32 * 1024);
    const { send, server } = await open(fault.reply(201, '{"token":{}}', { 'X-Subject-Token': token }));
    const reply = await send();
    expect(reply).toMatchObject({ status: 201, text: '{"token":{}}' });
    expect(reply.headers['x-subject-token']).toBe(token);
    expect(server.received).toMatchObject([
      { method: 'POST', target: '/v3/auth/tokens?nocatalog=true', body: '{"auth":{}}' },
    ]);
  });

  test('does not classify the status', async () => {
    const { send } = await open(fault.reply(401, 'no'));
    await expect(send()).resolves.toMatchObject({ status: 401, text: 'no' });
  });

  test("returns the provider's time", async () => {
    const { send } = await open(fault.reply(200, '', { date: 'Thu, 01 Jan 2026 00:30:00 GMT' }));
    await expect(send()).resolves.toMatchObject({ serverTime: Date.UTC(2026, 0, 1, 0, 30) });
  });

  test.each([
    ['a redirect', fault.redirect('http://127.0.0.1:1/'), 'UPSTREAM_INVALID'],
    ['bad UTF-8', fault.badUtf8, 'UPSTREAM_INVALID'],
    ['compression', fault.gzipped, 'UPSTREAM_INVALID'],
    ['a body beyond the cap', fault.announcedHuge, 'UPSTREAM_INVALID'],
    ['a reset', fault.resetAtOnce, 'UPSTREAM_UNAVAILABLE'],
  ])('fails without a retry: %s', async (_what, responder, code) => {
    const { send, server } = await open(responder);
    await expect(send()).rejects.toMatchObject({ name: 'UpstreamError', code, account });
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
  ])('names the service in its error: %s', async (_what, responder) => {
    const { send } = await open(responder);
    const error: unknown = await send({ attemptTimeoutMs: 500 }).catch((thrown: unknown) => thrown);
    expect(String(error)).toMatch(/\bIAM\b/);
    expect(String(error)).not.toMatch(/provider/i);
  });

  test.each([
    ['that refuses connections', () => REFUSING_URL.href],
    ['whose name does not exist', () => 'https://iam.invalid'],
    ['without TLS', async () => `https://${(await open(fault.notHttp)).server.url.host}`],
  ])('names the service but not the host in its error: an endpoint %s', async (_what, endpoint) => {
    const { send } = await open(fault.hang);
    const url = new URL(await endpoint());
    const error: unknown = await send({ endpoint: url }).catch((thrown: unknown) => thrown);
    expect(String(error)).toMatch(/\bIAM\b/);
    expect(String(error)).not.toContain(url.hostname);
  });

  test('ends at its timeout', async () => {
    const { send } = await open(fault.drip);
    await expect(send({ attemptTimeoutMs: 50 })).rejects.toMatchObject({ code: 'UPSTREAM_TIMEOUT' });
  });

  test('ends with its operation', async () => {
    const { send, server } = await open(fault.hang);
    const disconnecting = new AbortController();
    using operation = createOperation({
      requestId: 'q',
      timeoutMs: 60_000,
      upstreamCalls: 0,
      signal: disconnecting.signal,
    });
    const pending = send({ operation });
    await vi.waitFor(() => {
      expect(server.received).toHaveLength(1);
    });
    disconnecting.abort();
    await expect(pending).rejects.toMatchObject({ code: 'UPSTREAM_TIMEOUT' });
    await vi.waitFor(() => {
      expect(server.open()).toBe(0);
    });
    await expect(send({ operation })).rejects.toMatchObject({ code: 'UPSTREAM_TIMEOUT' });
    expect(server.received).toHaveLength(1);
  });
});
