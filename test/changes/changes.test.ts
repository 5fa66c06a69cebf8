import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { CSS } from '../store/rows.js';
import { OTHER, startChangingServer } from './changing-server.js';
import { type Change, overSse, overWebSocket, TRANSPORTS } from './subscribing.js';

const summary = ({ kind, previousStatus, job }: Change) => [kind, job.nativeId, previousStatus, job.status];

/** The cursor of a first change, behind which are all that follow. */
async function firstCursor({ endpoint, change }: Awaited<ReturnType<typeof startChangingServer>>): Promise<string> {
  const received = overSse({ endpoint });
  let count = 0;
  const newest = () => received.changes.at(-1);
  while (!newest()) {
    await change(`first-${++count}`);
    await sleep(50);
  }
  while (newest()?.job.nativeId !== `first-${count}`) await sleep(5);
  received.stop();
  return newest()?.cursor ?? '';
}

describe.each(Object.entries(TRANSPORTS))('a subscription over %s', (_, subscribe) => {
  it('receives changes from now on, in the order in which they were written', async () => {
    const { endpoint, change, store } = await startChangingServer();
    await change('before');
    const received = subscribe({ endpoint });
    const early = subscribe({ endpoint, query: 'subscription { clusterJobChanges { job { nativeId } } }' });
    while ((await store.changesKept()).newest < 200 && early.changes.length === 0) {
      await change(`mark-${(await store.changesKept()).newest}`);
      await sleep(50);
    }
    await change('a', 'PENDING');
    await change('a', 'RUNNING');
    await change('b', 'RUNNING');
    await change('a', 'FAILED');
    const seen = () => received.changes.filter(({ job }) => job.nativeId.length === 1);
    while (seen().length < 4) await received.until(received.changes.length + 1);
    expect(seen().map(summary)).toEqual([
      ['CREATED', 'a', null, 'PENDING'],
      ['STATUS_CHANGED', 'a', 'PENDING', 'RUNNING'],
      ['CREATED', 'b', null, 'RUNNING'],
      ['STATUS_CHANGED', 'a', 'RUNNING', 'FAILED'],
    ]);
    expect(received.changes.map(({ job }) => job.nativeId)).not.toContain('before');
  });

  it('continues after a cursor, with any filter, without loss and repetition', async () => {
    const changing = await startChangingServer();
    const { endpoint, change } = changing;
    const after = await firstCursor(changing);
    const names = Array.from({ length: 450 }, (_, index) => `job-${index}`);
    for (const name of names) await change(name);
    const all = await subscribe({ endpoint }, { after }).until(names.length);
    expect(all.changes.map(({ job }) => job.nativeId)).toEqual(names);
    const half = all.changes[224]?.cursor;
    const rest = await subscribe({ endpoint }, { after: half, filter: { statuses: ['RUNNING'] } }).until(225);
    expect(rest.changes.map(({ job }) => job.nativeId)).toEqual(names.slice(225));
    await change('job-7', 'SUCCEEDED');
    const ended = await subscribe({ endpoint }, { after, filter: { statuses: ['SUCCEEDED', 'FAILED'] } }).until(1);
    expect(ended.changes.map(summary)).toEqual([['STATUS_CHANGED', 'job-7', 'RUNNING', 'SUCCEEDED']]);
  });

  it('selects changes by account, cluster, action and time, as lists of jobs do', async () => {
    const changing = await startChangingServer();
    const { endpoint, change } = changing;
    const after = await firstCursor(changing);
    await change('x', 'RUNNING', OTHER.name);
    await change('y', 'RUNNING');
    await change('end', 'FAILED', OTHER.name);
    await change('end-2', 'FAILED');
    const cluster = (account: string) => Buffer.from(JSON.stringify(['cluster', account, 'c1'])).toString('base64url');
    const select = async (filter: object, count: number) => {
      const { changes } = await subscribe({ endpoint }, { after, filter }).until(count);
      return changes.map(({ job }) => job.nativeId);
    };
    expect(await select({ accounts: [OTHER.name] }, 2)).toEqual(['x', 'end']);
    expect(await select({ clusters: [cluster(OTHER.name)] }, 2)).toEqual(['x', 'end']);
    expect(await select({ actions: ['LogBackup'], statuses: ['FAILED'] }, 2)).toEqual(['end', 'end-2']);
    expect(await select({ providers: ['HUAWEI_CSS'], accounts: [CSS.name], statuses: ['FAILED'] }, 1)).toEqual([
      'end-2',
    ]);
    expect(await select({ createdBefore: '2025-01-01T00:00:00Z' }, 0)).toEqual([]);
  });

  it('has an error for a cursor of something else, an altered one, and one of another store', async () => {
    const [one, another] = [await startChangingServer(), await startChangingServer()];
    const cursor = await firstCursor(one);
    const altered = `${cursor.startsWith('A') ? 'B' : 'A'}${cursor.slice(1)}`;
    for (const [{ endpoint }, after] of [
      [one, 'x'],
      [one, altered],
      [another, cursor],
    ] as const) {
      const received = subscribe({ endpoint }, { after });
      expect(await received.ended).toBe('complete');
      expect(received.errors).toMatchObject([
        { extensions: { code: 'BAD_USER_INPUT' }, message: expect.stringContaining('not a cursor') as unknown },
      ]);
    }
  });

  it('has an error for a cursor behind which changes have expired, and none for the last that is good', async () => {
    const changing = await startChangingServer();
    const { endpoint, change, store } = changing;
    const first = await firstCursor(changing);
    await change('a');
    await change('b');
    const { changes } = await subscribe({ endpoint }, { after: first }).until(2);
    await store.expire(0, Date.now() + 86_400_000);
    const expired = subscribe({ endpoint }, { after: changes[0]?.cursor });
    expect(await expired.ended).toBe('complete');
    expect(expired.errors).toMatchObject([
      { extensions: { code: 'BAD_USER_INPUT' }, message: expect.stringContaining('older than the changes') as unknown },
    ]);
    const good = subscribe({ endpoint }, { after: changes[1]?.cursor });
    await change('c');
    expect((await good.until(1)).changes.map(({ job }) => job.nativeId)).toEqual(['c']);
  });

  it('has an error on a server without a store', async () => {
    const { endpoint } = await startChangingServer({ store: null });
    const received = subscribe({ endpoint });
    expect(await received.ended).toBe('complete');
    expect(received.errors).toMatchObject([
      { extensions: { code: 'BAD_USER_INPUT' }, message: expect.stringContaining('store') as unknown },
    ]);
  });

  it('reports invalid documents, costly ones and wrong variables as queries do', async () => {
    const { endpoint } = await startChangingServer({ config: { limits: { cost: 1 } } });
    for (const [query, code] of [
      ['subscription { clusterJobChange { cursor } }', 'GRAPHQL_VALIDATION_FAILED'],
      ['subscription {', 'GRAPHQL_PARSE_FAILED'],
      [
        'subscription { clusterJobChanges { job { clusters { jobs(first: 50) { nodes { id } } } } } }',
        'BAD_USER_INPUT',
      ],
    ] as const) {
      const received = subscribe({ endpoint, query });
      expect(await received.ended).toBe('complete');
      expect(received.errors).toMatchObject([{ extensions: { code } }]);
    }
  });

  it('is rejected above limits.subscriptions, and admitted again when another has ended', async () => {
    const changing = await startChangingServer({ config: { limits: { subscriptions: 2 } } });
    const { endpoint, change } = changing;
    const after = await firstCursor(changing);
    const [first, second] = [overSse({ endpoint }, { after }), overSse({ endpoint }, { after })];
    await change('a');
    await first.until(1);
    await second.until(1);
    const third = subscribe({ endpoint });
    expect(await third.ended).not.toBeUndefined();
    second.stop();
    await sleep(100);
    const fourth = await subscribe({ endpoint }, { after }).until(1);
    expect(fourth.changes.length).toBeGreaterThan(0);
  });

  it('ends without `complete` when the server stops, so that the subscriber comes back', async () => {
    const changing = await startChangingServer();
    const after = await firstCursor(changing);
    await changing.change('a');
    const received = await subscribe({ endpoint: changing.endpoint }, { after }).until(1);
    const startedAt = performance.now();
    await changing.server.close();
    expect(await received.ended).not.toBe('complete');
    expect(performance.now() - startedAt).toBeLessThan(5000);
  });
});

describe('at /graphql', () => {
  it('a subscription with one response only is an error that names the transports', async () => {
    const { post } = await startChangingServer();
    const response = await post('subscription { clusterJobChanges { cursor } }');
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({
      errors: [{ extensions: { code: 'BAD_USER_INPUT' }, message: expect.stringContaining('event-stream') as unknown }],
    });
  });

  it('a query is sent as JSON to who takes both, and as an event to who takes events only', async () => {
    const { post } = await startChangingServer();
    const both = await post('{ cloudAccounts { name } }', { accept: 'application/json, text/event-stream' });
    expect(await both.json()).toEqual({ data: { cloudAccounts: [{ name: CSS.name }, { name: OTHER.name }] } });
    const only = await post('{ cloudAccounts { name } }', { accept: 'text/event-stream' });
    expect(only.headers.get('content-type')).toMatch('text/event-stream');
    expect(await only.text()).toMatch(/^event: next\ndata: \{"data".*\n\nevent: complete\ndata:\n\n$/);
  });

  it('a query over a WebSocket has one response', async () => {
    const { endpoint } = await startChangingServer();
    const received = overWebSocket({ endpoint, query: '{ cloudAccounts { name } }' });
    expect(await received.ended).toBe('complete');
    expect(received.errors).toEqual([]);
  });

  it('a subscription makes no upstream call: lists below a change are those of the store', async () => {
    const changing = await startChangingServer();
    const { endpoint, change } = changing;
    const after = await firstCursor(changing);
    await change('a');
    const query = `subscription ($after: String) { clusterJobChanges(after: $after) {
      cursor kind previousStatus job { nativeId status account { name } clusters { name jobs { nodes { nativeId } } } } } }`;
    const received = await overWebSocket({ endpoint, query }, { after }).until(1);
    expect(received.changes.length).toBeGreaterThan(0);
  });
});
