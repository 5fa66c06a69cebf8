import { describe, expect, it } from 'vitest';
import { describeJob, type SeenJob, serveClouds } from '../clients/serving.js';
import type { CloudRequest } from '../../src/simulator/index.js';
import { configFile } from './spawning.js';
import { query, querySpawned, rowsIn } from './querying.js';

const JOB = 'nativeId account { name } action createdAt clusters { nativeId }';

const LIST = `{ clusterJobs(first: 100) { nodes { ${JOB} } } }`;

describe('jobgraph query', () => {
  it('prints the result from a server as JSON', async () => {
    const { endpoint, clouds } = await serveClouds();
    const words = ['query One($name: String!) { cloudAccount(name: $name) { region } }', '--endpoint', endpoint];
    const [state] = clouds.states;
    const { status, stdout, stderr } = await querySpawned([
      ...words,
      '--variables',
      JSON.stringify({ name: state?.name }),
    ]);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(JSON.parse(stdout)).toEqual({ data: { cloudAccount: { region: 'cn-north-4' } } });
  });

  it('reads the query from a file or from standard input, and variables from a file', async () => {
    const { endpoint } = await serveClouds();
    const text = 'query One($name: String!) { cloudAccount(name: $name) { name } }';
    const [file, variables] = [await configFile(text), await configFile('{ "name": "tables" }')];
    const words = ['--endpoint', endpoint, '--variables', `@${variables}`];
    const results = await Promise.all([query([file, ...words]), query(['-', ...words], { stdin: text })]);
    for (const { stdout } of results)
      expect(JSON.parse(stdout)).toEqual({ data: { cloudAccount: { name: 'tables' } } });
  });

  it('runs a query over a configuration without a server', async () => {
    const { clouds } = await serveClouds();
    const config = await configFile(JSON.stringify({ accounts: clouds.accounts }));
    const ended = await querySpawned(['{ cloudAccounts { name } }', '--config', config, '--output', 'ndjson']);
    expect({ status: ended.status, stderr: ended.stderr }).toEqual({ status: 0, stderr: '' });
    expect(ended.stdout).toBe(clouds.states.map(({ name }) => `{"name":"${name}"}\n`).join(''));
  });

  it('prints a table with a column for each selected field', async () => {
    const { endpoint, clouds } = await serveClouds();
    const { stdout } = await query([
      '{ cloudAccounts { name provider } }',
      '--endpoint',
      endpoint,
      '--output',
      'table',
    ]);
    const [head, first] = stdout.split('\n');
    expect(head).toMatch(/^name +provider$/);
    expect(first).toBe(`${(clouds.states[0]?.name ?? '').padEnd(16)}  HUAWEI_CSS`);
  });

  it('prints no column for a list that is empty in some rows and not in others', async () => {
    const { endpoint, clouds } = await serveClouds();
    const fields = 'name jobs(first: 1, filter: { actions: $actions }) { nodes { action } }';
    const [action = ''] = clouds
      .state('middleware')
      .jobs()
      .map((job) => job.action);
    const text = `query ($actions: [String!]) { clusters(filter: { providers: [QINGCLOUD] }) { nodes { ${fields} } } }`;
    const variables = JSON.stringify({ actions: [action] });
    const { stdout } = await query([text, '--endpoint', endpoint, '--variables', variables, '--output', 'table']);
    const [head = '', ...rows] = stdout.trimEnd().split('\n');
    expect(head.trimEnd()).toMatch(/^name +jobs.nodes.action$/);
    expect(new Set(rows.map((row) => row.includes(action)))).toEqual(new Set([true, false]));
  });

  it('sends headers, and prints errors on standard error with status 1', async () => {
    const { endpoint } = await serveClouds({ auth: { routerSecret: 'hunter2' } });
    const words = ['{ cloudAccounts { name } }', '--endpoint', endpoint];
    const rejected = await query(words);
    expect(rejected.status).toBe(1);
    expect(rejected.stderr).toMatch(/^.*\(UNAUTHENTICATED\)\n$/);
    expect(await query([...words, '--header', 'Router-Authorization: hunter2'])).toMatchObject({
      status: 0,
      stderr: '',
    });
  });

  it('prints the data and the error, and ends with status 1', async () => {
    const { endpoint } = await serveClouds();
    const wrong = '{ cloudAccounts { name } clusterJobs(after: "x") { nodes { id } } }';
    const { status, stdout, stderr } = await query([wrong, '--endpoint', endpoint]);
    expect(status).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({
      data: { clusterJobs: null, cloudAccounts: [{}, {}, {}, {}, {}, {}, {}] },
    });
    expect(stderr).toMatch(/^clusterJobs: .*"after".* \(BAD_USER_INPUT\)\n$/);
  });
});

describe('jobgraph query --all', () => {
  it('prints every job exactly once, one per line, and progress on standard error', async () => {
    const { endpoint, truth } = await serveClouds();
    const ended = await query([LIST, '--endpoint', endpoint, '--all', '--output', 'ndjson']);
    expect(ended.status).toBe(0);
    expect(rowsIn(ended).map(describeJob).sort()).toEqual(truth());
    const pages = Math.ceil(truth().length / 100);
    const progress = ended.stderr.trimEnd().split('\n');
    expect(progress.at(-1)).toBe(`${truth().length} rows, ${pages} pages`);
    expect(progress[0]).toBe('100 rows, 1 page');
    // Progress is limited to one line a second.
    expect(progress.length).toBeLessThan(pages);
  });

  it('does the same over a configuration', async () => {
    const { clouds, truth } = await serveClouds();
    const config = await configFile(JSON.stringify({ accounts: clouds.accounts }));
    const ended = await querySpawned([LIST, '--config', config, '--all', '--output', 'ndjson']);
    expect(rowsIn(ended).map(describeJob).sort()).toEqual(truth());
  });

  it('joins all pages in one result, whether rows are selected as edges, by alias or in a fragment', async () => {
    const { endpoint, truth } = await serveClouds();
    const text = `query Mine($from: String) { jobs: clusterJobs(first: 90, after: $from) { ...Page } }
      fragment Page on ClusterJobConnection { rows: edges { cursor node { ${JOB} } } pageInfo { hasNextPage hasPreviousPage } }`;
    const { status, stdout } = await query([text, '--endpoint', endpoint, '--all']);
    const { data } = JSON.parse(stdout) as { data: { jobs: { rows: { node: SeenJob }[]; pageInfo: object } } };
    expect(status).toBe(0);
    expect(data.jobs.rows.map(({ node }) => describeJob(node)).sort()).toEqual(truth());
    expect(data.jobs).toEqual({ rows: data.jobs.rows, pageInfo: { hasNextPage: false, hasPreviousPage: false } });
  });

  it('starts at the default value of the cursor variable', async () => {
    const { endpoint, truth } = await serveClouds();
    const first = await query(['{ clusterJobs(first: 7) { pageInfo { endCursor } } }', '--endpoint', endpoint]);
    const { data } = JSON.parse(first.stdout) as { data: { clusterJobs: { pageInfo: { endCursor: string } } } };
    const { endCursor } = data.clusterJobs.pageInfo;
    const rest = `query ($c: String = "${endCursor}") { clusterJobs(first: 100, after: $c) { nodes { ${JOB} } } }`;
    const ended = await query([rest, '--endpoint', endpoint, '--all', '--output', 'ndjson']);
    expect(rowsIn(ended)).toHaveLength(truth().length - 7);
  });

  const isTables = ({ cloud }: CloudRequest) => cloud === 'geminidb';

  it('waits for an unavailable source, and prints its rows after it has recovered', async () => {
    const { endpoint, clouds, truth } = await serveClouds();
    const back = clouds.intercept((request, own) => (isTables(request) ? { status: 503, body: '' } : own()));
    setTimeout(back, 2500);
    const ended = await query([LIST, '--endpoint', endpoint, '--all', '--output', 'ndjson']);
    expect(ended.status).toBe(0);
    expect(ended.stderr).toContain('; unavailable: tables\n');
    expect(rowsIn(ended).map(describeJob).sort()).toEqual(truth());
  });

  it('prints the other rows and names the source that does not recover, with status 1', async () => {
    const { endpoint, clouds } = await serveClouds();
    clouds.intercept((request, own) => (isTables(request) ? { status: 400, body: '' } : own()));
    const ended = await query([LIST, '--endpoint', endpoint, '--all', '--output', 'ndjson']);
    expect(ended.status).toBe(1);
    expect(ended.stderr).toMatch(/\nIncomplete: tables: .*\n$/);
    const others = clouds.states.filter(({ name }) => name !== 'tables');
    expect(new Set(rowsIn(ended).map(({ account }) => account.name))).toEqual(new Set(others.map(({ name }) => name)));
  });
});
