import { expect, it } from 'vitest';
import { untilUsable } from '../../src/changes/until-usable.js';
import { StoreError } from '../../src/store/database.js';
import { startChangingServer } from './changing-server.js';

/** A store whose statements fail at first. */
async function failingStore(errors: Error[]) {
  const { store } = await startChangingServer();
  return new Proxy(store, {
    get: (target, name) => {
      const member: unknown = Reflect.get(target, name);
      if (typeof member !== 'function') return member;
      return (...words: unknown[]): unknown => {
        const error = errors.shift();
        return error ? Promise.reject(error) : Reflect.apply(member, target, words);
      };
    },
  });
}

const lost = () => new StoreError('PostgreSQL: connection lost', { isConnection: true });
const { signal } = new AbortController();

it('the response to a change waits while the database cannot be reached', async () => {
  const store = untilUsable(await failingStore([lost(), lost()]), signal);
  expect(await store.changesKept()).toEqual({ expired: 0, newest: 0 });
});

const slow = () => new StoreError('PostgreSQL: timeout', { isConnection: true, isTimeout: true });

it('it waits for some time while the database is slow', async () => {
  expect(await untilUsable(await failingStore([slow(), slow()]), signal).changesKept()).toMatchObject({ newest: 0 });
  const store = untilUsable(await failingStore([slow(), slow(), slow()]), signal, 150);
  await expect(store.changesKept()).rejects.toThrow('PostgreSQL: timeout');
});

it('it does not wait for a statement that is wrong, nor for a subscriber that has gone', async () => {
  const wrong = untilUsable(await failingStore([new StoreError('PostgreSQL: 42703')]), signal);
  await expect(wrong.changesKept()).rejects.toThrow('PostgreSQL: 42703');
  const gone = untilUsable(await failingStore([lost()]), AbortSignal.abort());
  await expect(gone.changesKept()).rejects.toThrow();
});
