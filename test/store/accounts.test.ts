import { describe, expect, it } from 'vitest';
import type { StoreAccount } from '../../src/store/store.js';
import { CSS, jobList, jobRow } from './rows.js';
import { ENGINES, openStores, server, useEngines } from './engines.js';
import { identities, OTHER, T0 } from './pages.js';

useEngines();

describe.each(Object.entries(ENGINES))('the store in %s', (engine, create) => {
  const isMissing = () => engine === 'PostgreSQL' && !server;

  it('has no rows for an account whose identity changed, and removes an account by name', async (context) => {
    context.skip(isMissing(), 'PostgreSQL is not installed');
    const opener = await create();
    const store = await opener([CSS]);
    await store.writeJobs({ list: jobList('c1'), startedAt: 10, rows: [jobRow('a', T0)], readDownTo: -Infinity });
    await store.close();
    openStores.length = 0;
    const moved = await opener([{ ...CSS, identity: 'css r1 p2 key1' }]);
    expect(await identities(moved, { accounts: [{ name: CSS.name }] })).toEqual([]);
    expect((await moved.freshness([CSS.name], 0)).get(CSS.name)).toMatchObject({
      clustersReadAt: 0,
      oldestReading: null,
    });
    expect(await moved.forget(CSS.name)).toBeGreaterThan(0);
    await moved.close();
    openStores.length = 0;
    expect(await identities(await opener([CSS]), { accounts: [{ name: CSS.name }] })).toEqual([]);
  });

  it('takes over the accounts of a new configuration while it is open', async (context) => {
    context.skip(isMissing(), 'PostgreSQL is not installed');
    const store = await (await create())([CSS]);
    const write = (account: StoreAccount, identity: string) =>
      store.writeJobs({
        list: jobList('c1', account.name),
        startedAt: 10,
        rows: [jobRow(identity, T0, 'SUCCEEDED', 'c1', account)],
        readDownTo: -Infinity,
      });
    await write(CSS, 'a');
    await store.useAccounts([CSS, OTHER]);
    await write(OTHER, 'b');
    expect((await identities(store)).toSorted()).toEqual(['a', 'b']);
    const moved = { ...OTHER, identity: 'gemini r1 p2' };
    await store.useAccounts([CSS, moved]);
    expect(await identities(store)).toEqual(['a']);
    await write(moved, 'c');
    expect((await identities(store)).toSorted()).toEqual(['a', 'c']);
    await store.useAccounts([CSS, OTHER]);
    expect((await identities(store)).toSorted()).toEqual(['a', 'b']);
  });
});
