import { describe, expect, it } from 'vitest';
import { SimulatedLists, NOW as LATEST } from './simulated-lists.js';
import { identitiesOf } from './lists.js';
import { Outage } from './moving-list.js';
import { isDemanded, searched, apart, twoDensities, inRounds, watched, failAt } from './merged-reads.js';

describe('Reading on in merged lists', () => {
  it('of one list takes larger steps the larger its share of the page turns out to be', async () => {
    const busy = Array.from({ length: 1200 }, (_, row) => ({ time: LATEST - row, identity: `${row}`, value: '' }));
    const quiet = [{ time: 0, identity: 'quiet', value: '' }];
    const lists = [['busy', busy], ...['a', 'b', 'c', 'd'].map((name) => [name, quiet] as const)] as const;
    const simulated = new SimulatedLists(new Map(lists), 'QingCloud jobs');
    const { page, rounds } = await inRounds(simulated, { arguments: { first: 1000 } });
    expect(page.entries).toHaveLength(1000);
    expect(rounds).toBeLessThanOrEqual(3);
    expect(simulated.calls.length).toBeLessThanOrEqual(4 + 11);
  });

  it('of lists that share a page reads all of them as far as the page goes, in one round', async () => {
    const simulated = twoDensities();
    const { page, rounds } = await inRounds(simulated, { arguments: { first: 1000 } });
    expect(identitiesOf(page.entries)).toEqual(simulated.identities.slice(0, 1000));
    expect(rounds).toBe(2);
    expect(simulated.calls.length).toBeLessThanOrEqual(14);
  });

  it('of a list that was read ahead is tried again when the merge needs it', async () => {
    const simulated = twoDensities();
    const page = await simulated.page({ arguments: { first: 1000 }, sources: watched(simulated, 'slow', failAt(2)) });
    expect(page.failures).toEqual([]);
    expect(identitiesOf(page.entries)).toEqual(simulated.identities.slice(0, 1000));
  });

  it('of a list that fails meanwhile keeps its buffered rows', async () => {
    const simulated = twoDensities();
    const sources = watched(simulated, 'slow', (reads) => {
      if (reads === 2) simulated.down.add('slow');
    });
    const readFrom = (after: string | null) => simulated.page({ arguments: { first: 1000, after }, sources });
    const first = await readFrom(null);
    expect(first.failures.map(({ source }) => source.feed.key)).toEqual(['slow']);
    simulated.down.clear();
    const second = await readFrom(first.endCursor);
    const seen = [...first.entries, ...second.entries];
    const oldest = Math.min(...seen.map(({ time }) => time));
    const all = [...simulated.lists.values()].flat().filter(({ time }) => time >= oldest);
    expect(identitiesOf(seen).sort()).toEqual(identitiesOf(all).sort());
  });

  it('of a list that fails while it is read ahead is not tried again until the merge needs it', async () => {
    const simulated = new SimulatedLists(
      apart(5, 3000, 1, 0).set('dense', searched(20_000, 1 / 60, 40)),
      'QingCloud jobs',
    );
    const counts = new Map<string, number>();
    const sources = [...simulated.lists.keys()].map((key) => {
      const feed = simulated.feed(key);
      const fetch: typeof feed.fetch = (request) => {
        const count = (counts.get(key) ?? 0) + 1;
        counts.set(key, count);
        return key !== 'dense' && count > 1 ? Promise.reject(new Outage(key)) : feed.fetch(request);
      };
      return { feed: { ...feed, fetch }, space: 'account', matches: isDemanded };
    });
    await simulated.page({ arguments: { first: 1000 }, sources: () => Promise.resolve({ sources, unlisted: [] }) });
    expect(counts.get('dense')).toBeGreaterThan(6);
    counts.delete('dense');
    expect([...counts.values()]).toEqual([2, 2, 2, 2, 2]);
  });
});
