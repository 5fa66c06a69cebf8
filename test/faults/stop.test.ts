import { setTimeout as delay } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { startClouds } from '../../src/simulator/index.js';
import { configFile, REAL, start } from '../cli/spawning.js';

const QUERY = '{ clusters(first: 100) { nodes { id } unavailable { code } } }';
const CALLERS = 16;

test('The program finishes all running queries after SIGTERM and exits with status 0', async () => {
  const clouds = await startClouds({ behaviour: { delayMs: 700 } });
  onTestFinished(() => clouds.close());
  const config = await configFile(JSON.stringify({ accounts: clouds.accounts, auth: 'none', log: { level: 'error' } }));
  const child = start(['serve', '--config', config, '--port', '0'], { main: REAL });
  const [, address = ''] = await child.printed(/(http:\/\/\S+:\d+\/)/);
  const running = Array.from({ length: CALLERS }, () => sendQuery(address));
  while (clouds.calls.count() === 0) await delay(5);
  child.kill('SIGTERM');
  while ((await fetch(`${address}health/ready`)).status !== 503) await delay(5);
  expect((await fetch(`${address}health/live`)).status).toBe(200);
  expect((await sendQuery(address)).status).toBe(503);
  for (const { status, text } of await Promise.all(running)) {
    expect([status, text]).toEqual([200, expect.stringContaining('"unavailable":[]')]);
  }
  expect(await child.ended).toMatchObject({ status: 0, stderr: '' });
}, 30_000);

async function sendQuery(address: string): Promise<{ status: number; text: string }> {
  const headers = { 'content-type': 'application/json' };
  const init = { method: 'POST', headers, body: JSON.stringify({ query: QUERY }) };
  const response = await fetch(`${address}graphql`, init);
  return { status: response.status, text: await response.text() };
}
