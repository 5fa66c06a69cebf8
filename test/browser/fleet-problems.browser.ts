import { describe, expect, it } from 'vitest';
import { serveClouds } from '../clients/serving.js';
import { browse } from './browsing.js';
import { loaded, openFleet, serveStoredFleet } from './fleet-server.js';

const fleetOf = (endpoint: string) => new URL('fleet', endpoint).href;

describe('The fleet page reports in words', () => {
  it('that a server without a store is read every minute, and shows its jobs', async () => {
    const { endpoint } = await serveClouds();
    const { page } = await openFleet(fleetOf(endpoint));
    await page.getByText('Every minute').waitFor();
    await page.getByText(/jobs that began in the last 24 hours/).waitFor();
    expect(await page.locator('.timeline .mark').count()).toBeGreaterThan(10);
  });

  it('which sources are unavailable, and why', async () => {
    const { endpoint, clouds } = await serveClouds();
    clouds.intercept(({ cloud }) => (cloud === 'geminidb' ? 'reset' : undefined));
    const { page } = await openFleet(fleetOf(endpoint));
    const problems = page.getByRole('region', { name: 'Problems' });
    await problems.getByText('1 source unavailable.').waitFor();
    const item = await problems.getByRole('listitem').textContent();
    expect(item).toMatch(/^tables: .+ UPSTREAM_UNAVAILABLE It is tried again by itself\.$/);
    await page.locator('.row', { hasText: 'tables' }).getByText('Some sources are unavailable').waitFor();
    expect(await page.locator('.timeline .mark').count()).toBeGreaterThan(10);
  });

  it('that a token is needed, and keeps it in memory alone', async () => {
    const { endpoint } = await serveClouds({ auth: { routerSecret: 'hunter2' } });
    const { page } = await browse();
    await page.goto(fleetOf(endpoint));
    const alert = page.getByRole('alert');
    await alert.getByText('Enter a valid token at the top of the page.').waitFor();
    const field = page.getByLabel('Bearer token, or the router’s secret');
    await field.fill('wrong');
    await page.keyboard.press('Enter');
    await alert.waitFor();
    await field.fill('hunter2');
    await page.keyboard.press('Enter');
    await loaded(page);
    await alert.waitFor({ state: 'detached' });
    expect(page.url()).not.toContain('hunter2');
    const stored = 'JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie])';
    expect(await page.evaluate(stored)).toBe('[{},{},""]');
  });

  it('that the server cannot be reached, and goes on when it is back', async () => {
    const { endpoint } = await serveClouds();
    const { page, context } = await browse();
    await context.route(endpoint, (route) => route.abort());
    await page.goto(fleetOf(endpoint));
    await page.getByRole('alert').getByText('The server cannot be reached.').waitFor();
    await page.getByText('Not up to date').waitFor();
    await context.unroute(endpoint);
    await loaded(page);
    await page.getByRole('alert').waitFor({ state: 'detached' });
  });

  it('that it is disconnected while its server restarts, and then what happened meanwhile', async () => {
    const { clouds, page: address, stop } = await serveStoredFleet();
    const { page } = await openFleet(address);
    await page.getByText('Live', { exact: true }).waitFor();
    const start = await stop();
    await page.getByText('Reconnecting', { exact: true }).waitFor();
    const tables = clouds.state('tables');
    const [scope = ''] = tables.scopes();
    const clusters = [tables.clusters()[0]?.id ?? ''];
    tables.insertJob(scope, clusters, { action: 'WhileAway', finishesAt: clouds.clock.now(), outcome: 'failed' });
    await start();
    await page.getByText('Live', { exact: true }).waitFor();
    await page
      .getByRole('region', { name: /^Failed/ })
      .getByText('WhileAway')
      .waitFor();
    await page.getByRole('alert').waitFor({ state: 'detached' });
  });

  it('that an account in the address does not exist', async () => {
    const { endpoint } = await serveClouds();
    const { page } = await openFleet(`${fleetOf(endpoint)}?account=nobody`);
    await page.locator('summary', { hasText: 'Accounts' }).click();
    await page.getByRole('checkbox', { name: 'nobody (not found)' }).waitFor();
    await page.getByText('No account matches these filters.').waitFor();
  });
});
