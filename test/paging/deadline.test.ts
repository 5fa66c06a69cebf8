import { describe, expect, it } from 'vitest';
import { SimulatedLists, NOW } from './simulated-lists.js';
import { identitiesOf } from './lists.js';

/** Time is up as soon as something was read. */
const LATE = { softDeadline: NOW };

describe('A page that reaches its deadline', () => {
  it('makes progress, even if many rows share one time', async () => {
    const rows = Array.from({ length: 250 }, (_, index) => ({ time: NOW, identity: `${index}`, value: '' }));
    const simulated = new SimulatedLists(new Map([['one', rows]]), 'QingCloud jobs');
    for (const options of [{ first: 20 }, { last: 20 }]) {
      const page = await simulated.page({ arguments: options, session: simulated.session(LATE) });
      expect([page.entries.length, page.hasProgressed]).toEqual([20, true]);
    }
  });

  it("makes progress, even if the provider's clock is corrected first", async () => {
    const rows = [{ time: NOW + 80_000, identity: 'new', value: '' }];
    const simulated = new SimulatedLists(new Map([['project', rows]]), 'GeminiDB jobs');
    const feed = simulated.feed('project');
    const fetch: typeof feed.fetch = async (request) => {
      const { from = 0, to = 0 } = request.window ?? {};
      const page = await feed.fetch(request);
      if (page === 'rejected') return page;
      return {
        rows: page.rows.filter(({ time }) => time !== undefined && time >= from && time < to),
        serverTime: NOW + 90_000,
      };
    };
    const sources = [{ feed: { ...feed, fetch }, space: 'account' }];
    const page = await simulated.page({
      session: simulated.session(LATE),
      sources: () => Promise.resolve({ sources, unlisted: [] }),
    });
    expect([identitiesOf(page.entries), page.hasNextPage]).toEqual([['new'], false]);
  });
});
