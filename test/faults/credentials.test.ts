import { afterAll, beforeEach, expect, onTestFinished, test } from 'vitest';
import { type SimulatedAccount, startClouds } from '../../src/simulator/index.js';
import { openFaultServer, type Responder } from '../support/fault-server.js';
import * as fault from '../support/responders.js';
import { serveWorld, type World } from './world.js';

const clouds = await startClouds();
afterAll(() => clouds.close());
beforeEach(() => {
  clouds.calls.reset();
});

const CLUSTERS = `query ($accounts: [String!]) {
  clusters(first: 100, filter: { accounts: $accounts }) { unavailable { code account { name } } }
}`;

interface Away {
  readonly code: string;
  readonly account: { readonly name: string };
}

async function openWith(accounts: readonly object[]): Promise<World> {
  const world = await serveWorld({ accounts });
  onTestFinished(() => world.close());
  return world;
}

async function ask(world: World, ...accounts: readonly string[]): Promise<readonly Away[]> {
  const { data } = await world.ask(CLUSTERS, { accounts: accounts.length > 0 ? accounts : null });
  return (data as { clusters: { unavailable: readonly Away[] } }).clusters.unavailable;
}

/** Five operations at a time, five times over; the codes of all that was unavailable. */
async function askOften(world: World): Promise<ReadonlySet<string>> {
  const codes = new Set<string>();
  for (let round = 0; round < 5; round++) {
    const answers = await Promise.all(Array.from({ length: 5 }, () => ask(world)));
    for (const { code } of answers.flat()) codes.add(code);
  }
  return codes;
}

/** The lines of the log about calls that failed. */
function reportsOf({ logs }: World): readonly string[] {
  return logs.filter((line) => line.includes('"code":"UPSTREAM_AUTH"'));
}

/** An account as often as it is told, under other names. */
function copies(account: SimulatedAccount | undefined, count: number, change: object = {}): readonly object[] {
  return Array.from({ length: count }, (_, index) => ({ ...account, ...change, name: `copy-${index}` }));
}

test('All accounts of an access key send three bad signatures together, and leave it to others unlocked', async () => {
  const account = clouds.accounts.find(({ name }) => name === 'search-prod');
  const world = await openWith(copies(account, 5, { auth: { ...account?.auth, secretAccessKey: 'wrong' } }));
  expect(await askOften(world)).toEqual(new Set(['UPSTREAM_AUTH']));
  expect(clouds.calls.count('css')).toBe(3);
  expect(reportsOf(world)).toHaveLength(3);
  expect(await ask(await openWith(copies(account, 1)))).toEqual([]);
});

test('A key with the same id at another cloud is another key', async () => {
  const complaint = { error_code: 'APIGW.0301', error_msg: 'Incorrect: verify aksk signature fail' };
  const open = async (responder: Responder) => {
    const server = await openFaultServer([responder]);
    onTestFinished(() => server.close());
    return { endpoint: server.url.href, auth: { accessKeyId: 'AK1', secretAccessKey: 'wrong' }, region: 'one' };
  };
  const world = await openWith([
    {
      name: 'sick',
      provider: 'huawei-css',
      projectId: 'p',
      ...(await open(fault.reply(401, JSON.stringify(complaint)))),
    },
    { name: 'well', provider: 'qingcloud', ...(await open(fault.json({ ret_code: 0, cluster_set: [] }))) },
  ]);
  for (let round = 0; round < 5; round++) expect(await ask(world, 'sick')).toMatchObject([{ code: 'UPSTREAM_AUTH' }]);
  expect(await ask(world, 'well')).toEqual([]);
});

test('A wrong password is tried once by all accounts of an IAM user, and the log says so once', async () => {
  const account = clouds.accounts.find(({ name }) => name === 'warehouse');
  if (account === undefined || !('iam' in account.auth)) throw new Error('The warehouse has no IAM user.');
  const world = await openWith(copies(account, 5, { auth: { iam: { ...account.auth.iam, password: 'wrong' } } }));
  expect(await askOften(world)).toEqual(new Set(['UPSTREAM_AUTH']));
  expect(clouds.calls.count('iam')).toBe(1);
  expect(reportsOf(world)).toHaveLength(1);
  expect(world.logs.filter((line) => line.includes('IAM rejects the password'))).toHaveLength(1);
  expect(await ask(await openWith(copies(account, 5)))).toEqual([]);
});
