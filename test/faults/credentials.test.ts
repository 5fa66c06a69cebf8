import { afterAll, beforeEach, expect, onTestFinished, test } from 'vitest';
import { type SimulatedAccount, startClouds } from '../../src/simulator/index.js';
import { openFaultServer, type Responder } from '../support/fault-server.js';
import * as fault from '../support/responders.js';
import { serveGraph, type ServedGraph } from './served-graph.js';

const clouds = await startClouds();
afterAll(() => clouds.close());
beforeEach(() => {
  clouds.calls.reset();
});

const CLUSTERS = `query ($accounts: [String!]) {
  clusters(first: 100, filter: { accounts: $accounts }) { unavailable { code account { name } } }
}`;

interface UnavailableAccount {
  readonly code: string;
  readonly account: { readonly name: string };
}

async function openWith(accounts: readonly object[]): Promise<ServedGraph> {
  const graph = await serveGraph({ accounts });
  onTestFinished(() => graph.close());
  return graph;
}

async function unavailableAccounts(
  graph: ServedGraph,
  ...accounts: readonly string[]
): Promise<readonly UnavailableAccount[]> {
  const { data } = await graph.query(CLUSTERS, { accounts: accounts.length > 0 ? accounts : null });
  return (data as { clusters: { unavailable: readonly UnavailableAccount[] } }).clusters.unavailable;
}

/** Runs five operations at a time, five times. Returns the codes of all unavailable accounts. */
async function codesOfManyQueries(graph: ServedGraph): Promise<ReadonlySet<string>> {
  const codes = new Set<string>();
  for (let round = 0; round < 5; round++) {
    const results = await Promise.all(Array.from({ length: 5 }, () => unavailableAccounts(graph)));
    for (const { code } of results.flat()) codes.add(code);
  }
  return codes;
}

/** The log lines about failed calls. */
function reportsOf({ logs }: ServedGraph): readonly string[] {
  return logs.filter((line) => line.includes('"code":"UPSTREAM_AUTH"'));
}

/** `count` copies of an account with different names. */
function copies(account: SimulatedAccount | undefined, count: number, change: object = {}): readonly object[] {
  return Array.from({ length: count }, (_, index) => ({ ...account, ...change, name: `copy-${index}` }));
}

test('Accounts that share an access key send at most three bad signatures together, so that the key is not locked', async () => {
  const account = clouds.accounts.find(({ name }) => name === 'search-prod');
  const graph = await openWith(copies(account, 5, { auth: { ...account?.auth, secretAccessKey: 'wrong' } }));
  expect(await codesOfManyQueries(graph)).toEqual(new Set(['UPSTREAM_AUTH']));
  expect(clouds.calls.count('css')).toBe(3);
  expect(reportsOf(graph)).toHaveLength(3);
  expect(await unavailableAccounts(await openWith(copies(account, 1)))).toEqual([]);
});

test('Keys with the same id at two clouds are counted separately', async () => {
  const complaint = { error_code: 'APIGW.0301', error_msg: 'Incorrect: verify aksk signature fail' };
  const open = async (responder: Responder) => {
    const server = await openFaultServer([responder]);
    onTestFinished(() => server.close());
    return { endpoint: server.url.href, auth: { accessKeyId: 'AK1', secretAccessKey: 'wrong' }, region: 'one' };
  };
  const graph = await openWith([
    {
      name: 'failing',
      provider: 'huawei-css',
      projectId: 'p',
      ...(await open(fault.reply(401, JSON.stringify(complaint)))),
    },
    { name: 'healthy', provider: 'qingcloud', ...(await open(fault.json({ ret_code: 0, cluster_set: [] }))) },
  ]);
  for (let round = 0; round < 5; round++)
    expect(await unavailableAccounts(graph, 'failing')).toMatchObject([{ code: 'UPSTREAM_AUTH' }]);
  expect(await unavailableAccounts(graph, 'healthy')).toEqual([]);
});

test('A wrong password is sent once for all accounts of an IAM user and logged once', async () => {
  const account = clouds.accounts.find(({ name }) => name === 'warehouse');
  if (account === undefined || !('iam' in account.auth)) throw new Error('The account warehouse has no IAM user.');
  const graph = await openWith(copies(account, 5, { auth: { iam: { ...account.auth.iam, password: 'wrong' } } }));
  expect(await codesOfManyQueries(graph)).toEqual(new Set(['UPSTREAM_AUTH']));
  expect(clouds.calls.count('iam')).toBe(1);
  expect(reportsOf(graph)).toHaveLength(1);
  expect(graph.logs.filter((line) => line.includes('IAM rejects the password'))).toHaveLength(1);
  expect(await unavailableAccounts(await openWith(copies(account, 5)))).toEqual([]);
});
