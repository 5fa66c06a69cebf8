import { ApolloServer, type BaseContext } from '@apollo/server';
import { graphql } from 'graphql';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { createJobgraph, type Jobgraph } from '../../src/index.js';
import { createLogger } from '../../src/server/logger.js';
import { type Clouds, startClouds } from '../../src/simulator/index.js';

let clouds: Clouds;
let jobgraph: Jobgraph;
let apollo: ApolloServer;
beforeAll(async () => {
  clouds = await startClouds();
  jobgraph = await createJobgraph({ accounts: clouds.accounts, log: { level: 'silent' } });
  const { schema, formatError } = jobgraph;
  apollo = new ApolloServer({ schema, formatError, plugins: [...jobgraph.plugins] });
  await apollo.start();
});
afterAll(async () => {
  await apollo.stop();
  await jobgraph.close();
  await clouds.close();
});

async function execute(query: string, caller?: Parameters<Jobgraph['createContext']>[0]) {
  const contextValue = await jobgraph.createContext(caller);
  const { body, http } = await apollo.executeOperation({ query }, { contextValue });
  const result = body.kind === 'single' ? body.singleResult : undefined;
  return { data: result?.data, errors: result?.errors, cacheControl: http.headers.get('cache-control') };
}

describe('the reload of an embedded Jobgraph', () => {
  const namesAt = async (url: string): Promise<unknown> => {
    const response = await fetch(new URL('graphql', url), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: '{ cloudAccounts { name } }' }),
    });
    return response.json();
  };
  const open = async () => {
    const [first, second] = clouds.accounts;
    if (!first || !second) throw new Error('There are no accounts.');
    const log = { level: 'silent' } as const;
    const own = await createJobgraph({ accounts: [first], log });
    onTestFinished(() => own.close());
    return { own, first, second, log };
  };

  it('is in force for new operations and for its servers, and operations in progress end as they began', async () => {
    const { own, first, second, log } = await open();
    const server = await own.startServer({ port: 0 });
    onTestFinished(() => server.close());
    const before = await own.createContext();
    expect(await own.reload({ accounts: [second], log, replicas: 2 })).toEqual(['replicas']);
    const namesWith = async (contextValue: BaseContext) =>
      (await graphql({ schema: own.schema, source: '{ cloudAccounts { name } }', contextValue })).data;
    expect(await namesWith(before)).toEqual({ cloudAccounts: [{ name: first.name }] });
    expect(await namesWith(await own.createContext())).toEqual({ cloudAccounts: [{ name: second.name }] });
    expect(await namesAt(server.url)).toEqual({ data: { cloudAccounts: [{ name: second.name }] } });
  });

  it('rejects a configuration with problems, and changes nothing then', async () => {
    const { own, first } = await open();
    await expect(own.reload('accounts: [{ name: x }]')).rejects.toThrow(/The configuration has \d+ problems/);
    const { data } = await graphql({
      schema: own.schema,
      source: '{ cloudAccounts { name } }',
      contextValue: await own.createContext(),
    });
    expect(data).toEqual({ cloudAccounts: [{ name: first.name }] });
  });
});

describe('the end of an embedded Jobgraph', () => {
  const openStored = async () => {
    const folder = await mkdtemp(join(tmpdir(), 'jobgraph-'));
    onTestFinished(() => rm(folder, { recursive: true }));
    const lines: string[] = [];
    const logger = createLogger({ level: 'warn', format: 'json' }, { write: (line) => void lines.push(line) });
    const { accounts } = clouds;
    const configuration = { accounts, store: { sqlite: join(folder, 'jobgraph.db') } } as const;
    return { own: await createJobgraph(configuration, { logger }), configuration, lines };
  };

  it('comes after a reload in progress', async () => {
    const { own, configuration, lines } = await openStored();
    const reloading = own.reload({ ...configuration, limits: { pageSize: 50 }, replicas: 2 });
    await own.close();
    expect(await reloading).toEqual(['replicas']);
    expect(lines).toEqual([]);
  });

  it('is the same for each call, and all else is rejected then', async () => {
    const { own, configuration } = await openStored();
    await Promise.all([own.close(), own.close()]);
    await own.close();
    await expect(own.reload(configuration)).rejects.toThrow('This Jobgraph is closed');
    await expect(own.startServer({ port: 0 })).rejects.toThrow('This Jobgraph is closed');
    await expect(own.createContext()).rejects.toThrow('This Jobgraph is closed');
  });
});

describe('an embedded Jobgraph', () => {
  it('rejects a configuration that is none', async () => {
    for (const none of [undefined, null, () => 1]) {
      const parameters: unknown[] = [none];
      const created: unknown = Reflect.apply(createJobgraph, undefined, parameters);
      await expect(created).rejects.toThrow('The configuration has 1 problem');
    }
  });

  it('returns the same results as its own server', async () => {
    const { data, errors, cacheControl } = await execute('{ clusters(first: 2) { nodes { name } } }');
    expect(errors).toBeUndefined();
    expect(data).toEqual({
      clusters: { nodes: [{ name: expect.any(String) as string }, { name: expect.any(String) as string }] },
    });
    expect(cacheControl).toMatch(/^max-age=\d+, public$/);
  });

  it('gives errors their documented codes', async () => {
    const { errors } = await execute('{ clusters(first: -1) { nodes { name } } }');
    expect(errors).toMatchObject([{ path: ['clusters'], extensions: { code: 'BAD_USER_INPUT' } }]);
  });

  it('shows a caller only the given accounts, and marks the response as private', async () => {
    const { data, cacheControl } = await execute('{ cloudAccounts { name } }', { accounts: ['tables'] });
    expect(data).toEqual({ cloudAccounts: [{ name: 'tables' }] });
    expect(cacheControl).toBe('max-age=3600, private');
  });

  it('rejects a caller whose accounts are not a list', async () => {
    for (const accounts of [undefined, null, 'tables', ['tables', 1], new Set(['tables'])]) {
      const caller: object = { accounts };
      await expect(jobgraph.createContext(caller), JSON.stringify(accounts)).rejects.toThrow(
        '`accounts` must be a list of names',
      );
    }
    const { data } = await execute('{ cloudAccounts { name } }', { accounts: [] });
    expect(data).toEqual({ cloudAccounts: [] });
  });

  it('makes no upstream call for a caller that has disconnected', async () => {
    clouds.calls.reset();
    const { data } = await execute('{ cloudAccount(name: "tables") { clusters { nodes { id } } } }', {
      signal: AbortSignal.abort(),
    });
    expect(data).toEqual({ cloudAccount: { clusters: null } });
    expect(clouds.calls.count()).toBe(0);
  });

  it('stops the timer of an operation when its response is sent', async () => {
    const caller = new AbortController();
    await execute('{ cloudAccounts { name } }');
    const before = timers().length;
    await execute('{ cloudAccounts { name } }', { signal: caller.signal });
    expect(timers().length).toBe(before);
  });

  it('has the SDL that `_service` returns', async () => {
    const { data } = await execute('{ _service { sdl } }');
    expect(data).toEqual({ _service: { sdl: jobgraph.sdl } });
  });

  it('starts its own server', async () => {
    const server = await jobgraph.startServer({ port: 0 });
    expect((await fetch(`${server.url}health/ready`)).status).toBe(200);
    await server.close();
  });

  it.each(['{}', '[{"query":"{ __typename }"}]', '{"query":1}', '{"query":"{"}'])(
    'leaves no timer behind for a request without an operation: %s',
    async (body) => {
      const server = await jobgraph.startServer({ port: 0 });
      const headers = { 'content-type': 'application/json' };
      const send = async () => (await fetch(`${server.url}graphql`, { method: 'POST', headers, body })).text();
      await send();
      const before = timers().length;
      for (let count = 0; count < 20; count++) await send();
      expect(timers().length - before).toBeLessThan(5);
      await server.close();
    },
  );

  it('rejects a host beyond loopback if the configuration has no auth', async () => {
    await expect(jobgraph.startServer({ host: '0.0.0.0', port: 0 })).rejects.toThrow(
      /^Host 0\.0\.0\.0 .* requires no credential/,
    );
  });
});

describe('the configuration', () => {
  it('is rejected with a list of every problem in it', async () => {
    await expect(createJobgraph('accounts: [{ name: a }]\nlimits: { depth: none }')).rejects.toThrow(
      /^The configuration has \d problems:\n[^]*limits\.depth[^]*accounts\[0\]/,
    );
  });

  it('takes secrets from the given environment', async () => {
    const account = { name: 'a', provider: 'qingcloud', region: 'pek3a' } as const;
    const configuration = { accounts: [{ ...account, auth: { accessKeyId: 'x', secretAccessKey: '${KEY}' } }] };
    await expect(createJobgraph(configuration)).rejects.toThrow('KEY');
    await (await createJobgraph(configuration, { environment: { KEY: 'y' } })).close();
  });
});

/** The timers that are running. */
function timers(): string[] {
  return process.getActiveResourcesInfo().filter((name) => name === 'Timeout');
}
