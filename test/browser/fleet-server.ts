import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { onTestFinished } from 'vitest';
import { factories } from '../../src/app/composition-root.js';
import { createLogger } from '../../src/server/logger.js';
import { type Clouds, createRunningClock, startClouds } from '../../src/simulator/index.js';
import { serve } from '../clients/serving.js';
import { configOf } from '../config/loading.js';
import { browse, type Browsing } from './browsing.js';

const SIZE = {
  cssClusters: 3,
  cssLargest: 60,
  dwsClusters: 2,
  dwsLargest: 40,
  geminiDbInstances: 4,
  geminiDbJobs: 120,
  geminiDbRecentJobs: 60,
  qingCloudClusters: 4,
  qingCloudJobs: 60,
};

export interface FleetServer {
  readonly clouds: Clouds;
  /** `http://127.0.0.1:12345/fleet` */
  readonly page: string;
  /** Stops the server. The result starts it again at the same address. */
  readonly stop: () => Promise<() => Promise<unknown>>;
}

/** A server with a store that is full, and is kept fresh every second. */
export async function serveStoredFleet(): Promise<FleetServer> {
  const clouds = await startClouds({ clock: createRunningClock(), size: SIZE });
  onTestFinished(() => clouds.close());
  const folder = await mkdtemp(join(tmpdir(), 'jobgraph-fleet-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const store = { sqlite: join(folder, 'jobgraph.db'), refreshSeconds: 1 };
  const yaml = { accounts: clouds.accounts, store };
  const config = configOf(JSON.stringify(yaml));
  await factories.sync(config, { logger: createLogger(config.log), environment: {} }, () => undefined);
  const { endpoint, close } = await serve(yaml);
  const stop = async () => {
    await close();
    return () => serve(yaml, Number(new URL(endpoint).port));
  };
  return { clouds, page: new URL('fleet', endpoint).href, stop };
}

/** Opens a page and waits until its jobs are loaded. */
export async function openFleet(address: string, options?: BrowserContextOptions): Promise<Browsing> {
  const browsing = await browse(options);
  await browsing.page.goto(address);
  await loaded(browsing.page);
  return browsing;
}

/** Waits until all jobs of the view are loaded. */
export async function loaded(page: Page): Promise<void> {
  await page.locator('main[aria-busy=false]').waitFor();
  await page.getByText(/^Data as of/).waitFor();
}
