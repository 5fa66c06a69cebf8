import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { expect, it, onTestFinished } from 'vitest';
import { startClouds, type Clouds, type SimulatedAccount } from '../../src/simulator/index.js';
import { configFile, REAL, start } from '../cli/spawning.js';

/** How long the keys are used. Each lives a fifth of that, two minutes of ten. */
const MINUTES = Number(process.env['JOBGRAPH_RENEWAL_MINUTES'] ?? 1);
const LIFETIME_MS = (MINUTES * 60_000) / 5;
const QUERIES_PER_SECOND = 50;
/** How long issuers take to respond, so that requests at the same time are seen. */
const ISSUE_MS = 200;

const QUERY = '{ clusters(first: 20) { nodes { id } unavailable { code account { name } } } }';

it(
  `Keys of every source that live ${LIFETIME_MS / 1000} s are used for ${MINUTES} min without a failed query`,
  { timeout: (MINUTES + 2) * 60_000 },
  async ({ annotate }) => {
    const behaviour = { temporaryKeyLifetimeMs: LIFETIME_MS, iamTokenLifetimeMs: LIFETIME_MS };
    const clouds = await startClouds({ behaviour });
    onTestFinished(() => clouds.close());
    const issued = watchIssuers(clouds);
    const files = { huawei: writeKeys(clouds, 'huawei'), qingcloud: writeKeys(clouds, 'qingcloud') };
    const url = await serve(clouds, files);
    const failures: string[] = [];
    const statuses = new Map<string, number>();
    const running = new Set<Promise<void>>();
    const end = performance.now() + MINUTES * 60_000;
    let queries = 0;
    for (let next = performance.now(); next < end; next += 1000 / QUERIES_PER_SECOND, queries++) {
      await delay(Math.max(0, next - performance.now()));
      const sent = send(url).then((failure) => {
        if (failure !== undefined) failures.push(failure);
        running.delete(sent);
      });
      running.add(sent);
      for (const file of Object.values(files)) file.rotateIfDue();
      if (queries % QUERIES_PER_SECOND === 0) countStatuses(clouds, statuses);
    }
    await Promise.all(running);
    countStatuses(clouds, statuses);
    const rotations = Object.values(files).map(({ count }) => count());
    const figures = { queries, failures: failures.length, issued, rotations, statuses: Object.fromEntries(statuses) };
    await annotate(JSON.stringify(figures));
    expect([...new Set(failures)].slice(0, 3)).toEqual([]);
    for (const { most, count } of Object.values(issued)) {
      expect(most).toBe(1);
      expect(count).toBeGreaterThanOrEqual(5);
      expect(count).toBeLessThanOrEqual(8);
    }
    expect(Math.min(...rotations)).toBeGreaterThanOrEqual(5);
  },
);

/** Resolves with what is wrong with the response. */
async function send(url: string): Promise<string | undefined> {
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify({ query: QUERY }) });
  const text = await response.text();
  const isWhole = response.status === 200 && text.includes('"unavailable":[]') && !text.includes('"errors"');
  return isWhole ? undefined : text.slice(text.indexOf('"unavailable"'));
}

/** Counts the keys and tokens that each issuer gave, and the most requests in progress at a time. */
function watchIssuers(clouds: Clouds) {
  const issuers = {
    metadata: { count: 0, running: 0, most: 0 },
    agency: { count: 0, running: 0, most: 0 },
    iam: { count: 0, running: 0, most: 0 },
  };
  clouds.intercept(async ({ cloud, method, path }, respond) => {
    if (cloud !== 'metadata' && cloud !== 'iam') return undefined;
    if (method === 'PUT') return undefined;
    const issuer = issuers[cloud === 'metadata' ? 'metadata' : path.startsWith('/v3.0/') ? 'agency' : 'iam'];
    issuer.count++;
    issuer.most = Math.max(issuer.most, ++issuer.running);
    await delay(ISSUE_MS);
    issuer.running--;
    return respond();
  });
  return issuers;
}

/** A temporary key in files, which are written again at half of its life. */
function writeKeys(clouds: Clouds, of: 'huawei' | 'qingcloud') {
  const folder = mkdtempSync(join(tmpdir(), 'jobgraph-rotated-'));
  onTestFinished(() => {
    rmSync(folder, { recursive: true });
  });
  let writtenAt = -Infinity;
  let count = 0;
  const rotateIfDue = () => {
    if (performance.now() - writtenAt < LIFETIME_MS / 2) return;
    writtenAt = performance.now();
    count++;
    const { accessKeyId, secretAccessKey, securityToken } = clouds.issueKey(of, LIFETIME_MS);
    const texts = { accessKeyId, secretAccessKey, token: securityToken };
    for (const [name, text] of Object.entries(texts)) writeFileSync(join(folder, name), `${text}\n`);
  };
  rotateIfDue();
  return { rotateIfDue, count: () => count, file: (name: string) => ({ file: join(folder, name) }) };
}

type Files = ReturnType<typeof writeKeys>;

/** Serves five accounts with the program itself. Each has its credentials from another source. */
async function serve(clouds: Clouds, { huawei, qingcloud }: { huawei: Files; qingcloud: Files }): Promise<string> {
  const named = (name: string): SimulatedAccount => {
    const account = clouds.accounts.find((one) => one.name === name);
    if (!account) throw new Error(`There is no ${name}.`);
    return account;
  };
  const { auth: from } = named('tables');
  const iam = clouds.originOf('iam');
  const keyIn = (files: Files) => ({
    accessKeyId: files.file('accessKeyId'),
    secretAccessKey: files.file('secretAccessKey'),
  });
  const accounts = [
    { ...named('search-prod'), auth: { metadata: { endpoint: clouds.originOf('metadata') } } },
    { ...named('tables'), auth: { agency: { endpoint: iam, name: 'jobgraph', domain: 'acme', from } } },
    named('warehouse'),
    { ...named('analytics'), auth: { ...keyIn(huawei), securityToken: huawei.file('token') } },
    { ...namedProvider(clouds, 'qingcloud'), auth: { ...keyIn(qingcloud), token: qingcloud.file('token') } },
  ];
  const file = await configFile(JSON.stringify({ accounts, log: { level: 'warn' } }));
  const child = start(['serve', '--config', file, '--port', '0'], { main: REAL });
  onTestFinished(() => {
    expect(child.stderr()).toBe('');
  });
  const [, url = ''] = await child.printed(/at (\S+graphql)/);
  return url;
}

function namedProvider({ accounts }: Clouds, provider: string): SimulatedAccount {
  const account = accounts.find((one) => one.provider === provider);
  if (!account) throw new Error(`There is no account of ${provider}.`);
  return account;
}

/** Adds up the statuses of all responses so far, and forgets the calls. */
function countStatuses({ calls }: Clouds, statuses: Map<string, number>): void {
  for (const { cloud, status } of calls.list()) {
    const key = `${cloud} ${status}`;
    statuses.set(key, (statuses.get(key) ?? 0) + 1);
  }
  calls.reset();
}
