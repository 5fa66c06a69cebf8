import type { Feed } from '../../paging/feed.js';
import type { Logger } from '../../upstream/index.js';
import type { ProviderAccount } from '../provider.js';

/** The same account. It logs once for each list that a row of it has no time, or one of an unknown form. */
export function reportMissingTimes(provider: ProviderAccount, logger: Logger): ProviderAccount {
  const reported = new Set<string>();

  const observe = <T>(feed: Feed<T>): Feed<T> => ({
    ...feed,
    fetch: async (request) => {
      const page = await feed.fetch(request);
      if (page !== 'rejected' && !reported.has(feed.key) && page.rows.some(({ time }) => time === undefined)) {
        reported.add(feed.key);
        const { name, provider: word } = provider.account;
        const message = 'A row has no creation time, or one of an unknown form: it is listed behind the row above it.';
        logger.warn({ account: name, provider: word, list: feed.key }, message);
      }
      return page;
    },
  });

  return {
    ...provider,
    clusters: (operation, statuses) => observe(provider.clusters(operation, statuses)),
    jobs: (operation, scope, statuses) => observe(provider.jobs(operation, scope, statuses)),
  };
}
