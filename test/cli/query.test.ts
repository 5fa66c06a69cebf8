import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { describe, expect, it, onTestFinished } from 'vitest';
import { describeJob, type SeenJob, serveClouds } from '../clients/serving.js';
import type { CloudRequest } from '../../src/simulator/index.js';
import { refusingUrl } from '../support/fault-server.js';
import { configFile, type Ended, type Options, REAL, run } from './spawning.js';

const JOB = 'nativeId account { name } action createdAt clusters { nativeId }';
const LIST = `{ clusterJobs(first: 100) { nodes { ${JOB} } } }`;

const query = (words: readonly string[], options: Options = {}) => run(['query', ...words], { main: REAL, ...options });

function rowsIn({ stdout }: Ended): SeenJob[] {
  return stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as SeenJob);
}

describe('jobgraph query', () => {
  it('prints the answer of a server as JSON', async () => {
    const { endpoint, clouds } = await serveClouds();
    const words = ['query One($name: String!) { cloudAccount(name: $name) { region } }', '--endpoint', endpoint];
    const [estate] = clouds.estates;
    const { status, stdout, stderr } = await query([...words, '--variables', JSON.stringify({ name: estate?.name })]);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(JSON.parse(stdout)).toEqual({ data: { cloudAccount: { region: 'cn-north-4' } } });
  });

  it('reads the query from a file or from standard input, and variables from a file', async () => {
    const { endpoint } = await serveClouds();
    const text = 'query One($name: String!) { cloudAccount(name: $name) { name } }';
    const [file, variables] = [await configFile(text), await configFile('{ "name": "tables" }')];
    const words = ['--endpoint', endpoint, '--variables', `@${variables}`];
    const answers = await Promise.all([query([file, ...words]), query(['-', ...words], { stdin: text })]);
    for (const { stdout } of answers)
      expect(JSON.parse(stdout)).toEqual({ data: { cloudAccount: { name: 'tables' } } });
  });

  it('asks the clouds themselves, with a configuration and no server', async () => {
    const { clouds } = await serveClouds();
    const config = await configFile(JSON.stringify({ accounts: clouds.accounts }));
    const ended = await query(['{ cloudAccounts { name } }', '--config', config, '--output', 'ndjson']);
    expect({ status: ended.status, stderr: ended.stderr }).toEqual({ status: 0, stderr: '' });
    expect(ended.stdout).toBe(clouds.estates.map(({ name }) => `{"name":"${name}"}\n`).join(''));
  });

  it('prints a table, with a column for each thing that was asked for', async () => {
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
    expect(first).toBe(`${(clouds.estates[0]?.name ?? '').padEnd(16)}  HUAWEI_CSS`);
  });

  it('prints no column for a list that is empty in some rows and not in others', async () => {
    const { endpoint, clouds } = await serveClouds();
    const fields = 'name jobs(first: 1, filter: { actions: $actions }) { nodes { action } }';
    const [action = ''] = clouds
      .estate('middleware')
      .jobs()
      .map((job) => job.action);
    const text = `query ($actions: [String!]) { clusters(filter: { providers: [QINGCLOUD] }) { nodes { ${fields} } } }`;
    const variables = JSON.stringify({ actions: [action] });
    const { stdout } = await query([text, '--endpoint', endpoint, '--variables', variables, '--output', 'table']);
    const [head = '', ...rows] = stdout.trimEnd().split('\n');
    expect(head.trimEnd()).toMatch(/^name +jobs.nodes.action$/);
    expect(new Set(rows.map((row) => row.includes(action)))).toEqual(new Set([true, false]));
  });

  it('sends headers along, and tells errors on standard error with status 1', async () => {
    const { endpoint } = await serveClouds({ auth: { routerSecret: 'hunter2' } });
    const words = ['{ cloudAccounts { name } }', '--endpoint', endpoint];
    const refused = await query(words);
    expect(refused.status).toBe(1);
    expect(refused.stderr).toMatch(/^.*\(UNAUTHENTICATED\)\n$/);
    expect(await query([...words, '--header', 'Router-Authorization: hunter2'])).toMatchObject({
      status: 0,
      stderr: '',
    });
  });

  it('prints what came beside an error, and still ends with status 1', async () => {
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
  it('prints every job exactly once, a line each, and how far it is on standard error', async () => {
    const { endpoint, truth } = await serveClouds();
    const ended = await query([LIST, '--endpoint', endpoint, '--all', '--output', 'ndjson']);
    expect(ended.status).toBe(0);
    expect(rowsIn(ended).map(describeJob).sort()).toEqual(truth());
    const pages = Math.ceil(truth().length / 100);
    const told = ended.stderr.trimEnd().split('\n');
    expect(told.at(-1)).toBe(`${truth().length} rows, ${pages} pages`);
    expect(told[0]).toBe('100 rows, 1 page');
    // Pages that come faster than anybody reads are not told of one by one.
    expect(told.length).toBeLessThan(pages);
  });

  it('does the same over a configuration', async () => {
    const { clouds, truth } = await serveClouds();
    const config = await configFile(JSON.stringify({ accounts: clouds.accounts }));
    const ended = await query([LIST, '--config', config, '--all', '--output', 'ndjson']);
    expect(rowsIn(ended).map(describeJob).sort()).toEqual(truth());
  });

  it('makes one answer of all pages, however the query asks for its rows and its cursor', async () => {
    const { endpoint, truth } = await serveClouds();
    const text = `query Mine($from: String) { jobs: clusterJobs(first: 90, after: $from) { ...Page } }
      fragment Page on ClusterJobConnection { rows: edges { cursor node { ${JOB} } } pageInfo { hasNextPage hasPreviousPage } }`;
    const { status, stdout } = await query([text, '--endpoint', endpoint, '--all']);
    const { data } = JSON.parse(stdout) as { data: { jobs: { rows: { node: SeenJob }[]; pageInfo: object } } };
    expect(status).toBe(0);
    expect(data.jobs.rows.map(({ node }) => describeJob(node)).sort()).toEqual(truth());
    expect(data.jobs).toEqual({ rows: data.jobs.rows, pageInfo: { hasNextPage: false, hasPreviousPage: false } });
  });

  it('begins where the default of a variable says', async () => {
    const { endpoint, truth } = await serveClouds();
    const first = await query(['{ clusterJobs(first: 7) { pageInfo { endCursor } } }', '--endpoint', endpoint]);
    const { data } = JSON.parse(first.stdout) as { data: { clusterJobs: { pageInfo: { endCursor: string } } } };
    const { endCursor } = data.clusterJobs.pageInfo;
    const rest = `query ($c: String = "${endCursor}") { clusterJobs(first: 100, after: $c) { nodes { ${JOB} } } }`;
    const ended = await query([rest, '--endpoint', endpoint, '--all', '--output', 'ndjson']);
    expect(rowsIn(ended)).toHaveLength(truth().length - 7);
  });

  const isTables = ({ cloud }: CloudRequest) => cloud === 'geminidb';

  it('waits for a source that is unavailable, and gets its rows when it is back', async () => {
    const { endpoint, clouds, truth } = await serveClouds();
    const back = clouds.intercept((request, own) => (isTables(request) ? { status: 503, body: '' } : own()));
    setTimeout(back, 2500);
    const ended = await query([LIST, '--endpoint', endpoint, '--all', '--output', 'ndjson']);
    expect(ended.status).toBe(0);
    expect(ended.stderr).toContain('; unavailable: tables\n');
    expect(rowsIn(ended).map(describeJob).sort()).toEqual(truth());
  });

  it('prints what there is where a source will not come back, and says so with status 1', async () => {
    const { endpoint, clouds } = await serveClouds();
    clouds.intercept((request, own) => (isTables(request) ? { status: 400, body: '' } : own()));
    const ended = await query([LIST, '--endpoint', endpoint, '--all', '--output', 'ndjson']);
    expect(ended.status).toBe(1);
    expect(ended.stderr).toMatch(/\nIncomplete: tables: .*\n$/);
    const others = clouds.estates.filter(({ name }) => name !== 'tables');
    expect(new Set(rowsIn(ended).map(({ account }) => account.name))).toEqual(new Set(others.map(({ name }) => name)));
  });
});

describe('a source that is missing', () => {
  const DOWN = { status: 400, body: '' };

  it.each(['table', 'ndjson'])('is told beside the rows, whether or not the query asks for it: %s', async (output) => {
    const { endpoint, clouds } = await serveClouds();
    clouds.intercept(({ cloud }, own) => (cloud === 'geminidb' ? DOWN : own()));
    for (const more of ['', 'unavailable { code }']) {
      const text = `{ clusterJobs(first: 3) { nodes { nativeId } ${more} } clusters(first: 2) { nodes { name } } }`;
      const { status, stdout, stderr } = await query([text, '--endpoint', endpoint, '--output', output]);
      expect(status).toBe(1);
      expect(stderr).toMatch(/^Incomplete: tables: [^\n]*\n$/);
      expect(stdout).not.toBe('');
      expect(stdout).not.toContain('jobgraph');
    }
  });

  it.each(['unavailable {', 'account { name }'])('is not asked for where the server has no %s', async (unknown) => {
    const { endpoint, truth } = await serveClouds();
    const router = createServer((request, response) => {
      void text(request).then(async (body) => {
        const isUnknown = JSON.stringify(body)
          .replaceAll(/(?:\\+n|\s)+/g, ' ')
          .includes(unknown);
        const headers = { 'content-type': 'application/json' };
        const answer = isUnknown
          ? '{"errors":[{"message":"Cannot query that."}]}'
          : await (await fetch(endpoint, { method: 'POST', headers, body })).text();
        response.writeHead(200, headers).end(answer);
      });
    }).listen(0, '127.0.0.1');
    await once(router, 'listening');
    onTestFinished(() => void router.close());
    const { port } = router.address() as AddressInfo;
    const list = '{ clusterJobs(first: 100) { nodes { nativeId } } }';
    const ended = await query([list, '--endpoint', `http://127.0.0.1:${port}/`, '--all', '--output', 'ndjson']);
    expect([ended.status, rowsIn(ended).length]).toEqual([0, truth().length]);
  });

  it('is no reason to ask a query without lists again', async () => {
    let asked = 0;
    const server = createServer((_, response) => {
      asked++;
      response.end('{"errors":[{"message":"Cannot query that."}]}');
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    onTestFinished(() => void server.close());
    const { port } = server.address() as AddressInfo;
    const ended = await query(['{ nothing }', '--endpoint', `http://127.0.0.1:${port}/`, '--output', 'table']);
    expect([ended.status, ended.stderr, asked]).toEqual([1, 'Cannot query that.\n', 1]);
  });
});

describe('wrong use', () => {
  it.concurrent.each([
    [[], 'Which query? Give a file, a query or -. Try jobgraph --help.'],
    [['{ a }', '{ b }'], 'One query at a time, please. Quote it, so that it is one word.'],
    [['nowhere.graphql'], 'nowhere.graphql is neither a query nor a file that can be read.'],
    [['{ a'], 'This is no query: Syntax Error: Expected Name, found <EOF>. (line 1, column 4)'],
    [['query A { a } query B { b }'], 'The query must hold one operation.'],
    [
      ['{ clusters(first: 0) { nodes { id } } }', '--all'],
      '--all follows pages that have rows: `first` must be 1 or more.',
    ],
    [['{ a }', '--output', 'xml'], '--output must be json, ndjson or table, not xml.'],
    [['{ a }', '--variables', '[]'], '--variables must be a JSON object, such as \'{"first":5}\'.'],
    [
      ['{ a }', '--endpoint', 'localhost:4000'],
      '--endpoint must be an http or https URL, such as http://localhost:4000/graphql.',
    ],
    [
      ['{ a }', '--endpoint', 'http://localhost/', '--config', 'x.yaml'],
      'Either --endpoint or --config: the one asks a server, the other the clouds themselves.',
    ],
    [
      ['{ a }', '--header', 'hunter2'],
      "--header must be a name, a colon and a text, such as 'Authorization: Bearer …'.",
    ],
    [['{ a }', '--al'], "Unknown option '--al'. Try jobgraph --help."],
    [['{ a { b } }', '--all'], '--all follows the pages of a list, and this query has none.'],
    [
      ['{ clusters { nodes { jobs { nodes { id } } } } }', '--all'],
      '--all follows the pages of one list, and this query has several. Ask for one at a time.',
    ],
    [
      ['{ clusters(last: 3) { nodes { id } } }', '--all'],
      '--all goes forward, from the newest row on: leave `last` and `before` out.',
    ],
    [['{ a }'], 'Configuration jobgraph.config.yaml: there is no such file. Name another with --config FILE.'],
  ])('of jobgraph query is answered with one line and status 2: %j', async (words, line) => {
    expect(await query(words)).toEqual({ status: 2, stdout: '', stderr: `${line}\n` });
  });

  it('is not what an endpoint is that cannot be reached: one line, status 1', async () => {
    const url = new URL('graphql', await refusingUrl());
    const { status, stderr } = await query(['{ a }', '--endpoint', url.href]);
    expect({ status, stderr }).toEqual({ status: 1, stderr: `${url.href} cannot be reached (ECONNREFUSED).\n` });
  });
});
