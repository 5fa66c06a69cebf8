import { describe, expect, it } from 'vitest';
import { serveClouds } from '../clients/serving.js';
import { browse, outside } from './browsing.js';

const SCRIPT = 'https://embeddable-sandbox.cdn.apollographql.com/v2/embeddable-sandbox.umd.production.min.js';

/** In the place of Apollo's script, which only the internet has: shows what it is given. */
const STAND_IN = `window.EmbeddedSandbox = class {
  constructor(settings) {
    document.querySelector(settings.target).textContent = JSON.stringify(settings);
  }
};`;

describe('Apollo Sandbox at /, in Chromium', () => {
  it('says what to do where there is no internet, and leads to GraphiQL', async () => {
    const { endpoint } = await serveClouds();
    const { page, requested } = await browse();
    const response = await page.goto(new URL('/', endpoint).href);
    expect(response?.headers()['content-security-policy']).toContain("default-src 'none'");
    expect(await page.locator('#sandbox').isVisible()).toBe(false);
    await page.getByRole('link', { name: 'GraphiQL' }).click();
    await page.getByRole('button', { name: 'Execute query' }).waitFor();
    expect(outside(requested, new URL(endpoint).origin)).toEqual([SCRIPT]);
  });

  it("starts Apollo's script, which its policy lets in, with a query that works on this server", async () => {
    const { endpoint } = await serveClouds();
    const { page, context, complaints } = await browse();
    await context.route(SCRIPT, (route) => route.fulfill({ contentType: 'text/javascript', body: STAND_IN }));
    await page.goto(new URL('/', endpoint).href);
    const settings = JSON.parse((await page.locator('#sandbox').textContent()) ?? '') as {
      initialEndpoint: string;
      initialState: { document: string };
    };
    expect(settings.initialEndpoint).toBe(endpoint);
    // The page itself sends what the frame asks for, so its policy has to let that through too.
    const answer = await page.evaluate(async ({ initialEndpoint, initialState }) => {
      const headers = { 'content-type': 'application/json' };
      const body = JSON.stringify({ query: initialState.document });
      return (await fetch(initialEndpoint, { method: 'POST', headers, body })).json();
    }, settings);
    expect(answer).toMatchObject({ data: { clusterJobs: { pageInfo: { hasNextPage: true } } } });
    expect(complaints).toEqual([]);
  });

  it('lets no other script, frame or address in', async () => {
    const { endpoint } = await serveClouds();
    const { page, context } = await browse();
    await context.route('https://elsewhere.example/**', (route) => route.fulfill({ body: 'window.wasHere = true' }));
    await page.goto(new URL('/', endpoint).href);
    const script = page.addScriptTag({ url: 'https://elsewhere.example/script.js' });
    await expect(script).rejects.toThrow('Content Security Policy');
    const asked = page.evaluate(() => fetch('https://elsewhere.example/').then(() => 'answered'));
    await expect(asked).rejects.toThrow('Failed to fetch');
  });
});
