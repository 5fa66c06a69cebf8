import { type BrowserContext, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { onTestFinished } from 'vitest';

const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  // No internet: names of other machines do not resolve.
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
];

export interface Browsing {
  readonly page: Page;
  readonly context: BrowserContext;
  /** The URLs of all requests. */
  readonly requested: readonly string[];
  /** Errors of the page, including violations of its Content Security Policy. */
  readonly pageErrors: readonly string[];
}

/** A tab in Chromium without internet access, closed at the end of the test. */
export async function browse(options: BrowserContextOptions = {}): Promise<Browsing> {
  const executablePath = process.env['CHROMIUM'] ?? '/usr/bin/chromium';
  const browser = await chromium.launch({ executablePath, args: FLAGS });
  onTestFinished(() => browser.close());
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options });
  const page = await context.newPage();
  const requested: string[] = [];
  const pageErrors: string[] = [];
  context.on('request', (request) => requested.push(request.url()));
  page.on('pageerror', (error) => pageErrors.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') pageErrors.push(message.text());
  });
  return { page, context, requested, pageErrors };
}

/** URLs of other servers, without data: and blob: URLs. */
export function outside(requested: readonly string[], origin: string): string[] {
  return requested.filter((url) => !url.startsWith(origin) && !/^(data|blob):/.test(url));
}
