import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { CredentialUser, LockoutPolicy } from '../../src/upstream/index.js';
import { runs } from '../support/long.js';
import { openReplica, useDatabases } from './together.js';

const startDatabase = useDatabases();

/** A provider that counts rejections of one credential. */
interface Provider {
  rejections: number;
  isRight: boolean;
}

/** A process that tries a credential whenever it may, as a guard does. */
class User implements CredentialUser {
  isTrying = false;
  isProven = false;
  readonly #policy: LockoutPolicy;
  readonly #provider: Provider;
  statements = 0;

  constructor(policy: LockoutPolicy, provider: Provider) {
    this.#policy = policy;
    this.#provider = provider;
    policy.attach(this);
  }

  changed(): void {
    void this.try();
  }

  unprove(): void {
    this.isProven = false;
  }

  async try(): Promise<void> {
    if (this.#policy.isResting || this.isTrying || (!this.isProven && this.#policy.room < 1)) return;
    this.isTrying = true;
    await sleep(5);
    if (this.#provider.isRight) {
      if (!this.isProven) this.#policy.accepted();
      this.isProven = true;
    } else {
      this.#provider.rejections++;
      this.isProven = false;
      this.#policy.rejected(false);
    }
    this.isTrying = false;
    this.#policy.idle();
  }
}

async function tryFor(users: readonly User[], ms: number): Promise<void> {
  const end = performance.now() + ms;
  while (performance.now() < end) {
    await Promise.all(users.map((user) => user.try()));
    await sleep(5);
  }
}

describe('a credential that replicas share', () => {
  it.each([
    ['key', 3],
    ['password', 1],
  ] as const)('is rejected a few times by the provider, however many replicas try it (%s)', async (kind, most) => {
    const database = await startDatabase();
    const replicas = await Promise.all(Array.from({ length: 6 }, () => openReplica(database)));
    const provider = { rejections: 0, isRight: false };
    await tryFor(
      replicas.map(({ replicas: one }) => new User(one.lockout(kind, 'AK'), provider)),
      1500,
    );
    expect(provider.rejections).toBe(most);
  });

  it('is proven at each replica after one success, and then used without a query to the database', async () => {
    const database = await startDatabase();
    const replicas = await Promise.all(Array.from({ length: 4 }, () => openReplica(database)));
    const provider = { rejections: 0, isRight: true };
    const users = replicas.map(({ replicas: one }) => new User(one.lockout('key', 'AK'), provider));
    await expect
      .poll(async () => {
        await Promise.all(users.map((user) => user.try()));
        return users.every(({ isProven }) => isProven);
      })
      .toBe(true);
    provider.isRight = false;
    await tryFor(users, 1000);
    // Each replica may use a proven credential one more time before it receives the rejection.
    expect(provider.rejections).toBeLessThanOrEqual(5);
  });

  it('rests at each replica after one rejection while the database cannot be reached, and then for all', async () => {
    const database = await startDatabase();
    const replicas = await Promise.all(Array.from({ length: 3 }, () => openReplica(database)));
    const provider = { rejections: 0, isRight: false };
    const users = replicas.map(({ replicas: one }) => new User(one.lockout('key', 'AK'), provider));
    await database.stop('immediate');
    await expect.poll(() => replicas.every(({ replicas: one }) => !one.isConnected)).toBe(true);
    await tryFor(users, 500);
    expect(provider.rejections).toBe(3);
    await database.start();
    await expect.poll(() => replicas.every(({ replicas: one }) => one.isConnected), { timeout: 10_000 }).toBe(true);
    await tryFor(users, 1000);
    expect(provider.rejections).toBe(3);
    expect(replicas.map(({ messages }) => messages.length)).toEqual([2, 2, 2]);
  });

  it('is tried after an outage only when all replicas have reported what was rejected meanwhile', async () => {
    const database = await startDatabase();
    const replicas = await Promise.all(Array.from({ length: 4 }, () => openReplica(database)));
    const provider = { rejections: 0, isRight: false };
    const [late, ...early] = replicas.map(({ replicas: one }) => one.lockout('key', 'AK'));
    const users = early.map((policy) => new User(policy, provider));
    await database.stop('immediate');
    await expect.poll(() => replicas.every(({ replicas: one }) => !one.isConnected)).toBe(true);
    await tryFor(users, 200);
    expect(provider.rejections).toBe(3);
    await database.start();
    await tryFor(late ? [new User(late, provider)] : [], 5000);
    // One more if it is alone for a moment, which its first attempt ends.
    expect(provider.rejections).toBeLessThanOrEqual(4);
  });

  it('is tried by no other replica while one of them tries it', async () => {
    const database = await startDatabase();
    const { replicas: first } = await openReplica(database);
    const { replicas: other } = await openReplica(database);
    const policy = first.lockout('key', 'AK');
    policy.attach({ isTrying: true, changed: () => undefined, unprove: () => undefined });
    await expect.poll(() => policy.room).toBe(3);
    const provider = { rejections: 0, isRight: false };
    const user = new User(other.lockout('key', 'AK'), provider);
    await tryFor([user], 500);
    expect(provider.rejections).toBe(0);
  });

  it('is rejected five times at most in any order of rejections, kills and outages', async () => {
    const database = await startDatabase();
    const provider = { rejections: 0, isRight: false };
    for (let round = 0; round < runs(3, 30); round++) {
      const { replicas } = await openReplica(database);
      const user = new User(replicas.lockout('key', 'AK'), provider);
      await tryFor([user], 200);
      await replicas.close();
    }
    expect(provider.rejections).toBeLessThanOrEqual(5);
  });
});
