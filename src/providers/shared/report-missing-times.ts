import type { Feed, Page } from '../../paging/feed.js';
import type { Logger } from '../../upstream/index.js';
import type { ProviderAccount } from '../provider.js';

/** The same account. It logs once for each list that a row of it has no time, or one of an unknown form. */
export function reportMissingTimes(provider: ProviderAccount, logger: Logger): ProviderAccount {
  const reported = new Set<string>();

  const check = <T>({ key }: Feed<T>, page: Page<T> | 'rejected') => {
    if (page === 'rejected' || reported.has(key) || page.rows.every(({ time }) => time !== undefined)) return page;
    reported.add(key);
    const { name, provider: word } = provider.account;
    const message = 'A row has no creation time, or one of an unknown form: it is listed behind the row above it.';
    logger.warn({ account: name, provider: word, list: key }, message);
    return page;
  };
  const observe = <T>(feed: Feed<T>): Feed<T> => ({
    ...feed,
    fetch: (request) => feed.fetch(request).then((page) => check(feed, page)),
  });

  return {
    ...provider,
    clusters: (operation, statuses) => observe(provider.clusters(operation, statuses)),
    jobs: (operation, scope, statuses) => observe(provider.jobs(operation, scope, statuses)),
  };
}
