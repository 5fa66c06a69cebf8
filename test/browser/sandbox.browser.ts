import { describe, expect, it } from 'vitest';
import { serveClouds } from '../clients/serving.js';
import { browse, outside } from './browsing.js';

const SCRIPT = 'https://embeddable-sandbox.cdn.apollographql.com/v2/embeddable-sandbox.umd.production.min.js';

/** Replaces Apollo's script, which is on the internet, and shows the settings that it gets. */
const STAND_IN = `window.EmbeddedSandbox = class {
  constructor(settings) {
    document.querySelector(settings.target).textContent = JSON.stringify(settings);
  }
};`;

describe('Apollo Sandbox at /, in Chromium', () => {
  it('links to GraphiQL if there is no internet', async () => {
    const { endpoint } = await serveClouds();
    const { page, requested } = await browse();
    const response = await page.goto(new URL('/', endpoint).href);
    expect(response?.headers()['content-security-policy']).toContain("default-src 'none'");
    expect(await page.locator('#sandbox').isVisible()).toBe(false);
    await page.getByRole('link', { name: 'GraphiQL' }).click();
    await page.getByRole('button', { name: 'Execute query' }).waitFor();
    expect(outside(requested, new URL(endpoint).origin)).toEqual([SCRIPT]);
  });

  it("starts Apollo's script, which its policy allows, with a query that this server can run", async () => {
    const { endpoint } = await serveClouds();
    const { page, context, pageErrors } = await browse();
    await context.route(SCRIPT, (route) => route.fulfill({ contentType: 'text/javascript', body: STAND_IN }));
    await page.goto(new URL('/', endpoint).href);
    const settings = JSON.parse((await page.locator('#sandbox').textContent()) ?? '') as {
      initialEndpoint: string;
      initialState: { document: string };
    };
    expect(settings.initialEndpoint).toBe(endpoint);
    // The page sends the queries of the frame, so its policy must allow requests to this server.
    const result = await page.evaluate(async ({ initialEndpoint, initialState }) => {
      const headers = { 'content-type': 'application/json' };
      const body = JSON.stringify({ query: initialState.document });
      return (await fetch(initialEndpoint, { method: 'POST', headers, body })).json();
    }, settings);
    expect(result).toMatchObject({ data: { clusterJobs: { pageInfo: { hasNextPage: true } } } });
    expect(pageErrors).toEqual([]);
  });

  it('blocks other scripts and requests', async () => {
    const { endpoint } = await serveClouds();
    const { page, context } = await browse();
    await context.route('https://elsewhere.example/**', (route) => route.fulfill({ body: 'window.wasHere = true' }));
    await page.goto(new URL('/', endpoint).href);
    const script = page.addScriptTag({ url: 'https://elsewhere.example/script.js' });
    await expect(script).rejects.toThrow('Content Security Policy');
    const fetched = page.evaluate(() => fetch('https://elsewhere.example/').then(() => 'received'));
    await expect(fetched).rejects.toThrow('Failed to fetch');
  });
});
