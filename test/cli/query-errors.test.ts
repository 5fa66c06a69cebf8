import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { describe, expect, it, onTestFinished } from 'vitest';
import { serveClouds } from '../clients/serving.js';
import { REFUSING_URL } from '../support/fault-server.js';
import { query, querySpawned, rowsIn } from './querying.js';

describe('an unavailable source', () => {
  const DOWN = { status: 400, body: '' };

  it.each(['table', 'ndjson'])(
    'is reported in addition to the rows, whether or not the query selects it: %s',
    async (output) => {
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
    },
  );

  it.each(['unavailable {', 'account { name }'])('is not selected if the server has no %s', async (unknown) => {
    const { endpoint, truth } = await serveClouds();
    const router = createServer((request, response) => {
      void text(request).then(async (body) => {
        const isUnknown = JSON.stringify(body)
          .replaceAll(/(?:\\+n|\s)+/g, ' ')
          .includes(unknown);
        const headers = { 'content-type': 'application/json' };
        const reply = isUnknown
          ? '{"errors":[{"message":"Cannot query that."}]}'
          : await (await fetch(endpoint, { method: 'POST', headers, body })).text();
        response.writeHead(200, headers).end(reply);
      });
    }).listen(0, '127.0.0.1');
    await once(router, 'listening');
    onTestFinished(() => void router.close());
    const { port } = router.address() as AddressInfo;
    const list = '{ clusterJobs(first: 100) { nodes { nativeId } } }';
    const ended = await query([list, '--endpoint', `http://127.0.0.1:${port}/`, '--all', '--output', 'ndjson']);
    expect([ended.status, rowsIn(ended).length]).toEqual([0, truth().length]);
  });

  it('does not cause a second request for a query without connections', async () => {
    let requests = 0;
    const server = createServer((_, response) => {
      requests++;
      response.end('{"errors":[{"message":"Cannot query that."}]}');
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    onTestFinished(() => void server.close());
    const { port } = server.address() as AddressInfo;
    const ended = await query(['{ nothing }', '--endpoint', `http://127.0.0.1:${port}/`, '--output', 'table']);
    expect([ended.status, ended.stderr, requests]).toEqual([1, 'Cannot query that.\n', 1]);
  });
});

describe('wrong use', () => {
  it.concurrent.each([
    [[], 'A query is missing. Give a file name, the query or - for standard input. Try jobgraph --help.'],
    [['{ a }', '{ b }'], 'There are several arguments. Quote the query, so that it is one argument.'],
    [['nowhere.graphql'], 'nowhere.graphql is neither a query nor a readable file.'],
    [['{ a'], 'Invalid query: Syntax Error: Expected Name, found <EOF>. (line 1, column 4)'],
    [['query A { a } query B { b }'], 'The query must contain exactly one operation.'],
    [['{ clusters(first: 0) { nodes { id } } }', '--all'], '--all needs `first` to be 1 or more.'],
    [['{ a }', '--output', 'xml'], '--output must be json, ndjson or table, not xml.'],
    [['{ a }', '--variables', '[]'], '--variables must be a JSON object, such as \'{"first":5}\'.'],
    [
      ['{ a }', '--endpoint', 'localhost:4000'],
      '--endpoint must be an http or https URL, such as http://localhost:4000/graphql.',
    ],
    [
      ['{ a }', '--endpoint', 'http://localhost/', '--config', 'x.yaml'],
      'Use --endpoint (a running server) or --config (the clouds directly), not both.',
    ],
    [
      ['{ a }', '--header', 'hunter2'],
      "--header must be a name, a colon and a text, such as 'Authorization: Bearer …'.",
    ],
    [['{ a }', '--al'], "Unknown option '--al'. Try jobgraph --help."],
    [['{ a { b } }', '--all'], '--all needs a connection, and this query has none.'],
    [
      ['{ clusters { nodes { jobs { nodes { id } } } } }', '--all'],
      '--all needs exactly one connection, and this query has several. Query them one by one.',
    ],
    [['{ clusters(last: 3) { nodes { id } } }', '--all'], '--all pages forward: remove `last` and `before`.'],
    [['{ a }'], 'Configuration file jobgraph.config.yaml does not exist. Name another one with --config FILE.'],
  ])('of jobgraph query prints one line and ends with status 2: %j', async (words, line) => {
    expect(await query(words)).toEqual({ status: 2, stdout: '', stderr: `${line}\n` });
  });

  it('does not include an unreachable endpoint, which is one line and status 1', async () => {
    const url = new URL('graphql', REFUSING_URL);
    const { status, stderr } = await querySpawned(['{ a }', '--endpoint', url.href]);
    expect({ status, stderr }).toEqual({ status: 1, stderr: `${url.href} cannot be reached (ECONNREFUSED).\n` });
  });
});
