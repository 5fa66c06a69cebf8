import { gzipSync } from 'node:zlib';
import { mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import axe, { type AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { outside } from './browsing.js';
import { loaded, openFleet, serveStoredFleet } from './fleet-server.js';

const PICTURES = fileURLToPath(new URL('pictures/', import.meta.url));
const MOST_BYTES = 150_000;

/** Serious and critical violations, each with the elements that have it. */
async function violationsIn(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  const results: AxeResults = await page.evaluate('axe.run(document, { resultTypes: ["violations"] })');
  return results.violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(' | ')}`);
}

const marks = (page: Page) => page.locator('.timeline .mark');

describe('The fleet page, in Chromium and without the internet', () => {
  it('shows a job that appears, runs and fails, without a reload and from this server alone', async () => {
    const { clouds, page: address } = await serveStoredFleet();
    const { page, requested, pageErrors } = await openFleet(address);
    await page.getByText('Live', { exact: true }).waitFor();
    await page.evaluate('window.isFirstLoad = true');

    const tables = clouds.state('tables');
    const [scope = ''] = tables.scopes();
    const cluster = tables.clusters()[0];
    const { key } = tables.insertJob(scope, [cluster?.id ?? ''], {
      action: 'RehearseRestore',
      finishesAt: Infinity,
      outcome: 'failed',
      reason: 'The backup is not readable.',
    });
    const name = `RehearseRestore on ${cluster?.name ?? ''}`;
    await page.getByRole('button', { name: `Running: ${name}` }).waitFor();
    await page
      .getByRole('region', { name: /^Running now/ })
      .getByText('RehearseRestore')
      .waitFor();

    tables.changeJob(key, { finishesAt: clouds.clock.now() });
    await page.getByRole('button', { name: `Failed: ${name}` }).waitFor();
    const failed = page.getByRole('region', { name: /^Failed/ });
    await failed.getByText('The backup is not readable.').waitFor();
    await page.getByRole('status').getByText(`Failed: ${name}.`).waitFor({ state: 'attached' });

    expect(await page.evaluate('window.isFirstLoad')).toBe(true);
    expect(outside(requested, new URL(address).origin)).toEqual([]);
    // Violations of the Content-Security-Policy are errors too.
    expect(pageErrors).toEqual([]);
  });

  it('loads less than 150 kB, compressed', async () => {
    const { page: address } = await serveStoredFleet();
    const { requested } = await openFleet(address);
    const files = [...new Set(requested)].filter((url) => /\/fleet(\/|$)/.test(url));
    expect(files).toHaveLength(3);
    const texts = await Promise.all(files.map(async (url) => (await fetch(url)).text()));
    const bytes = texts.reduce((sum, text) => sum + gzipSync(text).length, 0);
    expect(bytes).toBeLessThan(MOST_BYTES);
  });

  it.each(['light', 'dark'] as const)('has no serious accessibility violation in %s colours', async (colorScheme) => {
    const { page: address } = await serveStoredFleet();
    const { page } = await openFleet(address);
    await page.emulateMedia({ colorScheme });
    const background = await page.evaluate('getComputedStyle(document.body).backgroundColor');
    expect(background).toBe(colorScheme === 'light' ? 'rgb(244, 245, 247)' : 'rgb(16, 19, 23)');
    expect(await violationsIn(page)).toEqual([]);
    await mkdir(PICTURES, { recursive: true });
    await page.screenshot({ path: `${PICTURES}fleet-${colorScheme}.png` });

    await page.locator('summary', { hasText: 'as a table' }).click();
    await page.locator('summary', { hasText: 'Accounts' }).click();
    await page.getByRole('table').waitFor();
    expect(await violationsIn(page)).toEqual([]);
    await page.getByRole('table').getByRole('button').first().click();
    await page.getByRole('dialog').waitFor();
    expect(await violationsIn(page)).toEqual([]);
  });

  it('shows times in the zone of its reader, and in UTC, also on a narrow screen', async () => {
    const { page: address } = await serveStoredFleet();
    const { page } = await openFleet(address, { timezoneId: 'Asia/Kolkata', viewport: { width: 420, height: 900 } });
    await page.getByText('Times in Asia/Kolkata (UTC+05:30)').or(page.getByText('Asia/Calcutta (UTC+05:30)')).waitFor();
    expect(await page.locator('.axis-zone').allTextContents()).toEqual(['Your time', 'UTC']);
    const label = await marks(page).first().getAttribute('aria-label');
    expect(label).toMatch(/began \w+ \d+ \w+, \d\d:\d\d:\d\d \((\w+ \d+ \w+, )?\d\d:\d\d:\d\d UTC\)/);
    expect(await violationsIn(page)).toEqual([]);
  });

  it('keeps the filters in its address, so that a copied address shows the same view', async () => {
    const { page: address } = await serveStoredFleet();
    const { page } = await openFleet(`${address}?account=search-prod&hours=6`);
    const rows = page.locator('.timeline [role=group]');
    expect(await rows.count()).toBe(1);
    expect(await page.getByRole('radio', { name: '6 h' }).isChecked()).toBe(true);

    await page.locator('summary', { hasText: 'Accounts' }).click();
    await page.getByRole('checkbox', { name: 'warehouse', exact: true }).check();
    await page.getByRole('button', { name: /^Succeeded \d/ }).click();
    await page.getByRole('radio', { name: '24 h' }).check();
    await page.waitForURL(`${address}?account=search-prod&account=warehouse&status=SUCCEEDED`);
    await page.locator('.row', { hasText: 'warehouse' }).locator('.mark').first().waitFor();
    const all = await marks(page).count();
    expect(all).toBeGreaterThan(10);
    expect(await page.locator('.timeline .mark.succeeded').count()).toBe(all);

    const { page: colleague } = await openFleet(page.url());
    expect(await colleague.locator('.timeline [role=group]').count()).toBe(2);
    expect(await colleague.getByRole('button', { name: /^Succeeded \d/ }).getAttribute('aria-pressed')).toBe('true');

    await page.goBack();
    await page.goBack();
    await page.waitForURL(`${address}?hours=6&account=search-prod&account=warehouse`);
    await loaded(page);
    expect(await page.getByRole('radio', { name: '6 h' }).isChecked()).toBe(true);
  });

  it('can be used by keyboard: Tab leads to the timeline, arrows from job to job, Enter to details', async () => {
    const { page: address } = await serveStoredFleet();
    const { page } = await openFleet(address);
    const focused = () => page.evaluate<string | null>('document.activeElement.getAttribute("aria-label")');
    await page.getByRole('button', { name: /^Succeeded \d/ }).focus();
    await page.keyboard.press('Tab');
    const first = await focused();
    expect(first).toMatch(/^(Failed|Running|Succeeded): \w+ on \S+, began /);
    await page.locator('.tooltip').waitFor();
    await page.keyboard.press('Escape');
    await page.locator('.tooltip').waitFor({ state: 'detached' });

    await page.keyboard.press('Home');
    const home = await focused();
    await page.keyboard.press('ArrowRight');
    const next = await focused();
    expect(next).not.toBe(home);
    await page.keyboard.press('ArrowLeft');
    expect(await focused()).toBe(home);

    await page.keyboard.press('Enter');
    await page.getByRole('dialog').getByText('Jobgraph id').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(await focused()).toBe(home);
    // One Tab leaves the timeline.
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.classList.contains("mark")')).toBe(false);
  });
});
