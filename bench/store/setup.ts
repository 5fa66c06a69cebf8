import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { announcedPort, call, type Child, start, stop } from '../children.js';
import { memoryOf } from '../proc.js';
import { accountName, ACCOUNTS, type FleetShape, isCss, projectId } from './fleet.js';

/** The program under test. */
export const PROGRAM = 'dist/main.js';
const HERE = new URL('.', import.meta.url).pathname;

/** A fleet whose store is filled. */
export interface FilledStore {
  readonly shape: FleetShape;
  readonly file: string;
  readonly config: string;
  readonly clouds: Child;
  readonly syncSeconds: number;
  readonly syncPeakMb: number;
}

export async function fillStore(folder: string, shape: FleetShape): Promise<FilledStore> {
  const clouds = start(1, join(HERE, 'clouds.js'), [JSON.stringify(shape)]);
  const port = await announcedPort(clouds);
  const file = join(folder, `fleet-${shape.clusters}.db`);
  const config = join(folder, `fleet-${shape.clusters}.yaml`);
  writeFileSync(config, JSON.stringify(configuration(port, file)));
  const startedAt = performance.now();
  const syncPeakMb = await sync(config);
  return { shape, file, config, clouds, syncPeakMb, syncSeconds: (performance.now() - startedAt) / 1000 };
}

/** Runs `jobgraph sync`. Returns the most memory that it used. */
async function sync(config: string): Promise<number> {
  const child = start(0, PROGRAM, ['sync', '--config', config]);
  let peakMb = 0;
  const timer = setInterval(() => {
    // The process may have ended since.
    const seenMb = child.process.exitCode === null ? memoryOf(child.pid).peakMb : Number.NaN;
    // A process that is ending has no memory any more.
    if (seenMb > peakMb) peakMb = seenMb;
  }, 50);
  const status = await new Promise((resolve) => child.process.once('exit', resolve));
  clearInterval(timer);
  if (status !== 0) throw new Error(`jobgraph sync ended with status ${String(status)}.`);
  return peakMb;
}

/** Background reading is nearly off, so that only queries are measured. */
function configuration(port: number, file: string): object {
  const accounts = Array.from({ length: ACCOUNTS }, (_, account) => ({
    name: accountName(account),
    provider: isCss(account) ? 'huawei-css' : 'huawei-dws',
    region: 'cn-north-4',
    projectId: projectId(account),
    endpoint: `http://127.0.0.1:${port}`,
    auth: { accessKeyId: `key-${account}`, secretAccessKey: 'secret' },
  }));
  return {
    accounts,
    store: { sqlite: file, refreshSeconds: 86_400 },
    limits: { pageSize: 1000 },
    log: { level: 'error' },
  };
}

/** The number of upstream calls so far. */
export async function callsOf({ clouds }: FilledStore): Promise<number> {
  return Number(await call(clouds, 'calls'));
}

export async function startServer({ config }: FilledStore): Promise<{ readonly child: Child; readonly port: number }> {
  const child = start(0, PROGRAM, ['serve', '--config', config, '--port', '0']);
  return { child, port: await announcedPort(child) };
}

export async function startBare({ file }: FilledStore): Promise<{ readonly child: Child; readonly port: number }> {
  const child = start(0, join(HERE, 'bare.js'), [file]);
  return { child, port: await announcedPort(child) };
}

export { stop };
