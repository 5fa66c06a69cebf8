import type { Page, Response } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { serveClouds } from '../clients/serving.js';
import { browse, outside } from './browsing.js';

async function open() {
  const { endpoint } = await serveClouds();
  const browsing = await browse();
  const { page } = browsing;
  await page.goto(new URL('/graphiql', endpoint).href);
  await page.getByRole('button', { name: 'Execute query' }).waitFor();
  return { ...browsing, origin: new URL(endpoint).origin };
}

/** Clicks the button and waits for the response to this operation. */
async function execute(page: Page, name: string): Promise<{ data: { clusterJobs: { nodes: object[] } } }> {
  const isResponse = (response: Response) => (response.request().postData() ?? '').includes(`query ${name}`);
  const received = page.waitForResponse(isResponse);
  await page.getByRole('button', { name: 'Execute query' }).click();
  return (await (await received).json()) as { data: { clusterJobs: { nodes: object[] } } };
}

describe('GraphiQL, in Chromium and without the internet', () => {
  it('runs the first query, shows its result, and sends requests only to this server', async () => {
    const { page, origin, requested, pageErrors } = await open();
    const { data } = await execute(page, 'LatestJobs');
    expect(data.clusterJobs.nodes).toHaveLength(10);
    await page.locator('.result-window').getByText('"clusterJobs"').waitFor();
    const screenshot = process.env['JOBGRAPH_SCREENSHOT'];
    if (screenshot !== undefined) await page.screenshot({ path: screenshot });
    expect(requested.length).toBeGreaterThan(5);
    expect(outside(requested, origin)).toEqual([]);
    expect(pageErrors).toEqual([]);
  });

  it('shows the documentation of the schema', async () => {
    const { page, pageErrors } = await open();
    await page.getByRole('button', { name: 'Show Documentation Explorer' }).click();
    const docs = page.locator('.graphiql-plugin');
    await docs.getByText('Query', { exact: true }).click();
    await docs.getByText('clusterJobs', { exact: true }).click();
    await docs.getByText('The jobs of all clusters of all accounts, newest first.').waitFor();
    await docs.getByText('FleetJobFilter', { exact: true }).waitFor();
    expect(pageErrors).toEqual([]);
  });

  it('sends variables', async () => {
    const { page, pageErrors } = await open();
    await page.locator('.graphiql-editor-tool .monaco-editor:visible').first().click();
    await page.keyboard.insertText('{ "first": 3 }');
    const { data } = await execute(page, 'LatestJobs');
    expect(data.clusterJobs.nodes).toHaveLength(3);
    expect(pageErrors).toEqual([]);
  });

  it('marks a field that is not in the schema', async () => {
    const { page } = await open();
    await page.locator('.graphiql-query-editor .monaco-editor').first().click();
    await page.keyboard.press('Control+A');
    await page.keyboard.insertText('query Wrong { clusterJobz { since } }');
    await page.locator('.graphiql-query-editor .squiggly-error').first().waitFor();
  });

  it('keeps its history across a reload', async () => {
    const { page, pageErrors } = await open();
    await execute(page, 'LatestJobs');
    await page.reload();
    await page.getByRole('button', { name: 'Show History' }).click();
    await page.locator('.graphiql-plugin').getByText('LatestJobs').waitFor();
    expect(pageErrors).toEqual([]);
  });
});
