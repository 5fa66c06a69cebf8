import type { Feed } from '../paging/feed.js';

/** Waits until a call of background reading may be made. */
export type BeforeCall = () => Promise<void>;

/** The same list, each call of which waits for its turn. */
export function spacedFeed<T>(feed: Feed<T>, beforeCall: BeforeCall): Feed<T> {
  return {
    ...feed,
    fetch: async (request) => {
      await beforeCall();
      return feed.fetch(request);
    },
  };
}
