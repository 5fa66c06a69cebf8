import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, renameSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { startClouds, type Clouds } from '../../src/simulator/index.js';
import { overSse } from '../changes/subscribing.js';
import { accountNamed, accountNames, logged, newFolder, query, serve, TAKEN_OVER, textOf } from './reloading-server.js';
import { commandLine, REAL, start } from './spawning.js';

let clouds: Clouds;
beforeAll(async () => {
  clouds = await startClouds();
});
afterAll(() => clouds.close());

const REJECTED = 'the present one stays in force';

describe('A running server', () => {
  it('takes over accounts that a store keeps, and reads new ones in the background', async () => {
    const store = { sqlite: join(newFolder(), 'jobgraph.db'), maxStalenessSeconds: 600, refreshSeconds: 1 };
    const [stays, leaves, comes] = ['search-prod', 'warehouse', 'tables'].map((name) => accountNamed(clouds, name));
    const { url, reload } = await serve({ accounts: [stays ?? {}, leaves ?? {}], store });
    const isStored = async (account: string | undefined) => {
      const { asOf } = (await query(url, `{ clusters(filter: { accounts: ["${account}"] }) { asOf } }`)).clusters;
      return Date.parse(asOf) < Date.now() - 1000;
    };
    await expect.poll(() => isStored(stays?.name), { timeout: 20_000, interval: 300 }).toBe(true);
    await reload({ accounts: [stays ?? {}, comes ?? {}], store });
    expect(await accountNames(url)).toEqual([stays?.name, comes?.name]);
    expect(await isStored(stays?.name)).toBe(true);
    await expect.poll(() => isStored(comes?.name), { timeout: 20_000, interval: 300 }).toBe(true);
  });

  it('does not wait for background readings', async () => {
    const store = { sqlite: join(newFolder(), 'jobgraph.db'), refreshSeconds: 1 };
    const accounts = [accountNamed(clouds, 'search-prod')];
    const arrived = Promise.withResolvers<undefined>();
    const clear = clouds.intercept(async () => {
      arrived.resolve(undefined);
      await delay(4000);
      return undefined;
    });
    const { reload } = await serve({ accounts, store });
    await arrived.promise;
    const startedAt = performance.now();
    await reload({ accounts, store, limits: { pageSize: 50 } });
    clear();
    expect(performance.now() - startedAt).toBeLessThan(3000);
  });

  it('reports a broken file with all its problems, and keeps the current configuration', async () => {
    const { accounts } = clouds;
    const { child, url, write } = await serve({ accounts });
    write(textOf({ accounts: [{ ...accounts[0], region: '?' }], limits: { pageSize: 0, deep: 1 } }));
    child.kill('SIGHUP');
    const { problems, level } = await logged(child, REJECTED);
    expect(level).toBe('error');
    expect(problems).toEqual([
      expect.stringMatching(/jobgraph\.config\.yaml has 3 problems:$/),
      expect.stringMatching(/limits\.deep: is not a known key/),
      expect.stringMatching(/limits\.pageSize: must be a whole number from 1 to 1000, but is 0$/),
      expect.stringMatching(/accounts\[0\]\.region: must be/),
    ]);
    expect(await accountNames(url)).toEqual(accounts.map(({ name }) => name));
  });

  it('does not read a pipe again, which is empty once it has been read', async () => {
    const words = commandLine(['serve', '--port', '0', '--config'], { main: REAL });
    const script = 'exec "$@" <(printf %s "$CONFIGURATION")';
    const child = spawn('bash', ['-c', script, 'bash', ...words], {
      env: { ...process.env, CONFIGURATION: textOf({ accounts: clouds.accounts }) },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const printed = Promise.all([text(child.stdout), text(child.stderr)]);
    await once(child.stdout, 'data');
    await delay(2500);
    child.kill('SIGTERM');
    expect((await printed).join('')).not.toContain(REJECTED);
  });

  it('logs which changes need a restart', async () => {
    const { accounts } = clouds;
    const { child, write } = await serve({ accounts });
    write(textOf({ accounts, replicas: 2, limits: { pageSize: 50 } }));
    child.kill('SIGHUP');
    const { keys } = await logged(child, 'need a restart');
    expect(keys).toEqual(['replicas']);
  });

  it('takes over the limit on the size of bodies and of messages over a WebSocket', async () => {
    const { accounts } = clouds;
    const { url, reload } = await serve({ accounts });
    const post = { method: 'POST', headers: { 'content-type': 'application/json' }, duplex: 'half' } as const;
    const statusOf = async (body: string | ReadableStream) => (await fetch(url, { ...post, body })).status;
    const long = { query: `{ __typename } #${'-'.repeat(5000)}` };
    const text = JSON.stringify(long);
    const opened = await connect(url);
    expect(await statusOf(text)).toBe(200);
    expect(await opened.send(long)).toBe('next');
    await reload({ accounts, limits: { bodyBytes: 5000 } });
    expect(await statusOf(text)).toBe(413);
    expect(await statusOf(new Blob([text]).stream())).toBe(413);
    expect(await opened.send(long)).toBe(1009);
    expect(await (await connect(url)).send(long)).toBe(1009);
    await reload({ accounts, limits: { bodyBytes: 50_000 } });
    expect(await (await connect(url)).send(long)).toBe('next');
  });

  it('takes over a changed file by itself, also behind the symbolic links of Kubernetes', async () => {
    const { accounts } = clouds;
    const { child, url, folder, write } = await serve({ accounts }, 'v1/config.yaml');
    write(textOf({ accounts: accounts.slice(0, 2) }));
    await logged(child, TAKEN_OVER);
    expect(await accountNames(url)).toHaveLength(2);

    symlinkSync('v1', join(folder, '..data'));
    symlinkSync(join('..data', 'config.yaml'), join(folder, 'config.yaml'));
    const mounted = start(['serve', '--config', join(folder, 'config.yaml'), '--port', '0'], { main: REAL });
    const [, second = ''] = await mounted.printed(/at (\S+graphql)/);
    mkdirSync(join(folder, 'v2'));
    writeFileSync(join(folder, 'v2', 'config.yaml'), textOf({ accounts: accounts.slice(0, 1) }));
    symlinkSync('v2', join(folder, '..data_tmp'));
    renameSync(join(folder, '..data_tmp'), join(folder, '..data'));
    expect(await logged(mounted, TAKEN_OVER)).toMatchObject({ removed: [accounts[1]?.name] });
    expect(await accountNames(second)).toHaveLength(1);
  });

  it('takes over accounts and cursor keys in open subscriptions', async () => {
    const [first, added] = ['search-prod', 'search-europe'].map((name) => ({
      ...accountNamed(clouds, name),
      rate: { requests: 1000, perSeconds: 1 },
    }));
    const store = { sqlite: join(newFolder(), 'jobgraph.db'), maxStalenessSeconds: 600, refreshSeconds: 1 };
    const before = { accounts: [first ?? {}], store, cursorKeys: ['a'.repeat(40)] };
    const after = { accounts: [first ?? {}, added ?? {}], store, cursorKeys: ['b'.repeat(40)] };
    const { url, reload } = await serve(before);
    const endpoint = new URL(url);
    const received = overSse({ endpoint }, { filter: { accounts: [added?.name] } });
    await reload(after);
    const isStored = async () => {
      const { asOf } = (await query(url, `{ clusterJobs(filter: { accounts: ["${added?.name}"] }) { asOf } }`))
        .clusterJobs;
      return Date.parse(asOf) < Date.now() - 1000;
    };
    await expect.poll(isStored, { timeout: 20_000, interval: 300 }).toBe(true);
    const state = clouds.state(added?.name ?? '');
    const [scope = ''] = state.scopes();
    state.insertJob(scope, [scope]);
    const { changes } = await received.until(1);
    expect(changes).toMatchObject([{ kind: 'CREATED', job: { account: { name: added?.name } } }]);
    state.insertJob(scope, [scope]);
    const next = await overSse({ endpoint }, { after: changes[0]?.cursor, filter: { accounts: [added?.name] } }).until(
      1,
    );
    expect(next).toMatchObject({ changes: [{ kind: 'CREATED' }], errors: [] });
  });

  it('keeps what an account has used of its rate, whether its settings stay, change, or are removed for a while', async () => {
    const account = { ...accountNamed(clouds, 'search-prod'), rate: { requests: 3, perSeconds: 86_400 } };
    const other = accountNamed(clouds, 'tables');
    const { reload, query: send } = await serve({ accounts: [account] });
    const ONE = `{ cloudAccount(name: "${account.name}") { clusters(first: 1) { nodes { id } } } }`;
    for (let call = 0; call < 3; call++) await send(ONE);
    await reload({ accounts: [account, other] });
    await expect(send(ONE)).rejects.toThrow(/UPSTREAM_THROTTLED/);
    await reload({ accounts: [{ ...account, concurrency: 2 }] });
    await expect(send(ONE)).rejects.toThrow(/UPSTREAM_THROTTLED/);
    await reload({ accounts: [{ ...account, concurrency: 2 }], limits: { upstreamTimeoutMs: 4000 } });
    await expect(send(ONE)).rejects.toThrow(/UPSTREAM_THROTTLED/);
    await reload({ accounts: [other] });
    await reload({ accounts: [{ ...account, rate: { requests: 4, perSeconds: 86_400 } }] });
    await expect(send(ONE)).rejects.toThrow(/UPSTREAM_THROTTLED/);
  });
});

/** A WebSocket whose `send` resolves with the type of the response to an operation, or with the close code. */
async function connect(url: string) {
  const socket = new WebSocket(url.replace('http', 'ws'), 'graphql-transport-ws');
  const received = async () => {
    const { promise, resolve } = Promise.withResolvers<string | number>();
    socket.once('close', resolve);
    socket.on('message', (data: Buffer) => {
      const { type } = JSON.parse(data.toString()) as { readonly type: string };
      if (type !== 'complete') resolve(type);
    });
    const result = await promise;
    socket.removeAllListeners();
    return result;
  };
  await new Promise((resolve) => socket.once('open', resolve));
  socket.send(JSON.stringify({ type: 'connection_init' }));
  await received();
  let id = 0;
  return {
    send: (payload: object) => {
      const result = received();
      socket.send(JSON.stringify({ id: String(++id), type: 'subscribe', payload }));
      return result;
    },
  };
}
