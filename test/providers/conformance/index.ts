import fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import { runs } from '../../support/long.js';
import { createOperation } from '../../../src/upstream/index.js';
import { fill, type ConformanceAccount, type OpenAccount } from './service.js';
import { createReader, walk } from './walk.js';
import { walkWhileMoving } from './walk-while-moving.js';

export { fill, START, type ConformanceService, type OpenAccount } from './service.js';
export { createReader, walk } from './walk.js';

const DIRECTIONS = ['forward', 'backward'] as const;

/**
 * The conformance tests of every provider, for any API: each job exactly once and in order, in both directions, with any
 * page size, while jobs are added and removed, alone and merged with other accounts; and failures with their account.
 */
export function describeProvider(name: string, open: OpenAccount): void {
  const openFilled = (size: number, account = 'one'): ConformanceAccount => {
    const opened = open(account);
    fill(opened.service, size);
    return opened;
  };

  describe(`The provider ${name}`, () => {
    it.each([1, 2, 7, 40, 100])(
      'lists every job once, in the same order in both directions, in pages of %i',
      async (size) => {
        const { account, service } = openFilled(130);
        const seen = await walk([account], 'forward', () => size);
        expect(seen.toSorted()).toEqual(service.ids().toSorted());
        expect(await walk([account], 'backward', () => size)).toEqual(seen.toReversed());
      },
    );

    it('lists the newest job first', async () => {
      const { account } = openFilled(50);
      const { nodes } = await createReader([account])({ first: 50 });
      const times = nodes.map(({ createdAt }) => createdAt ?? '');
      expect(times).toEqual(times.toSorted().toReversed());
    });

    it('merges the jobs of several accounts', async () => {
      const opened = ['one', 'two', 'three'].map((account, index) => openFilled(20 + index, account));
      const seen = await walk(
        opened.map(({ account }) => account),
        'forward',
        () => 9,
      );
      expect(seen.toSorted()).toEqual(opened.flatMap(({ service }) => service.ids()).toSorted());
    });

    it.each(DIRECTIONS)('loses and repeats no job while jobs are added and removed, %s', async (direction) => {
      const check = async (seed: number) => {
        expect(await walkWhileMoving(open, direction, seed), `seed ${seed}`).toEqual([]);
      };
      await fc.assert(fc.asyncProperty(fc.noBias(fc.nat()), check), { numRuns: runs(20, 200) });
    });

    it('has an empty list if there are no jobs', async () => {
      const { account } = open('one');
      expect(await walk([account], 'forward', () => 10)).toEqual([]);
    });

    it('reports an account that cannot be read, and lists the jobs of the others', async () => {
      const [broken, whole] = [openFilled(5, 'broken'), openFilled(5, 'whole')];
      broken.service.beforeCall = () => {
        throw new Error('The service is out of order.');
      };
      const page = await createReader([broken.account, whole.account])({ first: 100 });
      expect(page.unavailable.map(({ account }) => account.name)).toEqual(['broken']);
      expect(page.nodes).toHaveLength(5);
    });

    it('finds the clusters that its list has, and no others', async () => {
      const { account } = openFilled(3);
      const page = await account
        .clusters(operate())
        .fetch({ offset: account.clusters(operate()).style.origin, limit: 10 });
      const ids = page === 'rejected' ? [] : page.rows.map(({ identity }) => identity);
      expect(ids).not.toEqual([]);
      const found = await account.getClusters(operate(), [...ids, 'nobody']);
      expect(found.map((cluster) => (cluster instanceof Error ? cluster : (cluster?.nativeId ?? null)))).toEqual([
        ...ids,
        null,
      ]);
    });

    it('is probed with one call that only reads', async () => {
      const { account, service } = openFilled(3);
      const before = service.ids();
      await account.probe(operate());
      expect(service.ids()).toEqual(before);
      expect(service.calls).toBeLessThanOrEqual(1);
    });
  });
}

function operate() {
  const operation = createOperation({ requestId: 'conformance', timeoutMs: 10_000, upstreamCalls: 1000 });
  onTestFinished(() => {
    operation.dispose();
  });
  return operation;
}
