import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BasicCredentials } from '@huaweicloud/huaweicloud-sdk-core';
import { ClientBuilder } from '@huaweicloud/huaweicloud-sdk-core/ClientBuilder.js';
import type { HcClient } from '@huaweicloud/huaweicloud-sdk-core/HcClient.js';
import { GaussDBforNoSQLClient, ListJobsRequest } from '@huaweicloud/huaweicloud-sdk-gaussdbfornosql';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { createFrozenClock, startClouds, type Clouds } from '../../src/simulator/index.js';

const WINDOW_MS = 30 * 86_400_000;

/**
 * Huawei's own client, which shares no code with the simulator, reads every list to its end and gets exactly the
 * simulated rows. It always signs with the real time, so the clock of the clouds is frozen at the start of the test.
 */
let clouds: Clouds;
let home: string;

beforeAll(async () => {
  // The SDK writes an installation id into the home directory.
  home = await mkdtemp(join(tmpdir(), 'huawei-sdk-'));
  vi.stubEnv('HOME', home);
  clouds = await startClouds({ clock: createFrozenClock(Date.now()) });
});

afterAll(async () => {
  await clouds.close();
  vi.unstubAllEnvs();
  await rm(home, { recursive: true });
});

function toCredentials(account: string): { credentials: BasicCredentials; endpoint: string } {
  const found = clouds.accounts.find((each) => each.name === account);
  if (found === undefined || !('projectId' in found) || !('accessKeyId' in found.auth)) throw new Error(account);
  const { accessKeyId, secretAccessKey, securityToken } = found.auth;
  const credentials = new BasicCredentials().withAk(accessKeyId).withSk(secretAccessKey).withProjectId(found.projectId);
  if (securityToken !== undefined) credentials.withSecurityToken(securityToken);
  return { credentials, endpoint: found.endpoint };
}

function createClient(account: string): HcClient {
  const { credentials, endpoint } = toCredentials(account);
  return new ClientBuilder((client) => client, 'BasicCredentials')
    .withCredential(credentials)
    .withEndpoint(endpoint)
    .build();
}

async function get(client: HcClient, url: string, queryParams: Record<string, string | number>): Promise<object> {
  const pathParams = {};
  return client.sendRequest({
    method: 'GET',
    url,
    contentType: 'application/json',
    pathParams,
    queryParams,
    headers: {},
  });
}

/** Reads pages until one is empty. */
async function readToEnd<R>(readPage: (page: number) => Promise<readonly R[] | undefined>): Promise<R[]> {
  const rows: R[] = [];
  for (let page = 0; ; page++) {
    const more = (await readPage(page)) ?? [];
    if (more.length === 0) return rows;
    rows.push(...more);
  }
}

function longestScope(account: string): string {
  const state = clouds.state(account);
  const sizes = state.scopes().map((scope) => [scope, state.jobs(scope).length] as const);
  return sizes.toSorted(([, a], [, b]) => b - a)[0]?.[0] ?? '';
}

test.each(['search-prod', 'search-europe'])('lists the clusters of %s and their log backups', async (account) => {
  const client = createClient(account);
  const clusters = await readToEnd(async (page) => {
    const reply = await get(client, '/v1.0/{project_id}/clusters', { start: 1 + page * 4, limit: 4 });
    return (reply as { clusters: { id: string }[] }).clusters;
  });
  const truth = clouds.state(account).clusters();
  expect(clusters.map(({ id }) => id)).toEqual(truth.map(({ id }) => id));

  clouds.behaviour.cssReach = Infinity;
  const scope = longestScope(account);
  const url = `/v1.0/{project_id}/clusters/${scope}/logs/records`;
  const records = await readToEnd(async (page) => {
    const reply = await get(client, url, { offset: 1 + page * 70, limit: 70 });
    return (reply as { clusterLogRecord: { id: string; createAt: number }[] }).clusterLogRecord;
  });
  const jobs = clouds.state(account).jobs(scope);
  expect(records.map(({ id, createAt }) => [id, createAt])).toEqual(jobs.map((job) => [job.key, job.createdAt]));
});

test('lists the clusters of DWS and, with temporary keys, the tasks page by page', async () => {
  const client = createClient('analytics');
  const { clusters } = (await get(client, '/v1.0/{project_id}/clusters', {})) as { clusters: { id: string }[] };
  expect(clusters.map(({ id }) => id)).toEqual(
    clouds
      .state('analytics')
      .clusters()
      .map(({ id }) => id),
  );

  const scope = longestScope('analytics');
  const url = `/v2/{project_id}/clusters/${scope}/logical-clusters/tasks`;
  const tasks = await readToEnd(async (offset) => {
    const reply = await get(client, url, { offset, limit: 13, order_by: 'startTime', order: 'DESC' });
    return (reply as { logical_cluster_tasks: { type: string; start_time: string | null }[] }).logical_cluster_tasks;
  });
  const times = tasks.map(({ start_time: time }) => (time ? Date.parse(`${time.replace(' ', 'T')}Z`) : null));
  const jobs = clouds.state('analytics').jobs(scope);
  expect(tasks.map(({ type }, index) => [type, times[index]])).toEqual(jobs.map((job) => [job.action, job.createdAt]));
});

test('lists the jobs of GeminiDB, window by window, to the first one', async () => {
  const { credentials, endpoint } = toCredentials('tables');
  const client = GaussDBforNoSQLClient.newBuilder().withCredential(credentials).withEndpoint(endpoint).build();
  const ids: string[] = [];
  const count = clouds.state('tables').jobs().length;
  const next = Math.ceil((clouds.clock.now() + 1) / 1000) * 1000;
  for (let end = next; ids.length < count && end > next - 10 * WINDOW_MS; end -= WINDOW_MS) {
    const toText = (time: number): string => `${new Date(time).toISOString().slice(0, 19)}+0000`;
    const request = new ListJobsRequest().withStartTime(toText(end - WINDOW_MS)).withEndTime(toText(end));
    const rows = await readToEnd(
      async (page) => (await client.listJobs(request.withLimit(20).withOffset(page * 20))).jobs,
    );
    ids.push(...rows.map((row) => row.id ?? ''));
  }
  expect(ids).toEqual(
    clouds
      .state('tables')
      .jobs()
      .map((job) => job.key),
  );
});

test('is rejected with a wrong secret', async () => {
  const { credentials, endpoint } = toCredentials('search-prod');
  const builder = new ClientBuilder((client) => client, 'BasicCredentials');
  const client = builder.withCredential(credentials.withSk('wrong')).withEndpoint(endpoint).build();
  // The SDK prints every failure.
  const print = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  await expect(get(client, '/v1.0/{project_id}/clusters', {})).rejects.toMatchObject({
    httpStatusCode: 401,
    errorCode: 'APIGW.0301',
  });
  print.mockRestore();
});
