import { type SpanContext, trace } from '@opentelemetry/api';
import type { Feed } from '../paging/feed.js';
import type { ProviderAccount } from '../providers/provider.js';
import { type Activity, currentActivity, type Purpose, runWith, spanOf } from './active.js';
import { attributesOf } from './attributes.js';
import type { RecordedSpan, StartSpan } from './spans.js';

/** Marks the calls of an account with their purpose, and records its lists and lookups as spans. */
export function observeAccounts(
  accounts: readonly ProviderAccount[],
  startSpan: StartSpan | undefined,
): readonly ProviderAccount[] {
  return accounts.map((account) => observeAccount(account, startSpan));
}

function observeAccount(inner: ProviderAccount, startSpan: StartSpan | undefined): ProviderAccount {
  const attributes = attributesOf(inner.account);
  const start = (name: string): RecordedSpan | undefined => {
    const parent = startSpan && parentContext();
    return parent && startSpan(name, parent, { attributes });
  };
  const lookUp = async <T>(name: string, read: () => Promise<T>): Promise<T> => {
    const span = start(name);
    try {
      return await runWith(activityFor('lookup', span), read);
    } finally {
      span?.end();
    }
  };
  const getJobs = inner.getJobs?.bind(inner);
  return {
    ...inner,
    clusters: (operation, statuses) => observeFeed(inner.clusters(operation, statuses), () => start('list clusters')),
    jobs: (operation, scope, statuses) => observeFeed(inner.jobs(operation, scope, statuses), () => start('list jobs')),
    getClusters: (operation, ids) => lookUp('look up clusters', () => inner.getClusters(operation, ids)),
    ...(getJobs && { getJobs: (operation, keys) => lookUp('look up jobs', () => getJobs(operation, keys)) }),
  };
}

/** In an application that embeds Jobgraph, the parent is the active span of the application's own SDK. */
function parentContext(): SpanContext | undefined {
  const activity = currentActivity();
  return (activity === undefined ? trace.getActiveSpan() : spanOf(activity))?.spanContext();
}

/**
 * A list's span starts with its first call and ends with its last. Which one is the last shows when the request ends. In an
 * application that embeds Jobgraph nothing shows that, so each call has a span.
 */
function observeFeed<T>(feed: Feed<T>, start: () => RecordedSpan | undefined): Feed<T> {
  let purpose: Purpose = 'first';
  let span: RecordedSpan | undefined;
  let endedAt: number | undefined;
  const begin = (): { readonly activity: Activity; readonly own: RecordedSpan | undefined } => {
    const openSpans = currentActivity()?.request?.openSpans;
    const own = openSpans ? undefined : start();
    if (openSpans && purpose === 'first') {
      span = start();
      if (span) openSpans.push({ end: () => span?.end(endedAt) });
    }
    const activity = activityFor(purpose, own ?? span);
    purpose = 'more';
    return { activity, own };
  };
  return {
    ...feed,
    fetch: async (request) => {
      const { activity, own } = begin();
      try {
        return await runWith(activity, () => feed.fetch(request));
      } finally {
        endedAt = span?.now();
        own?.end();
      }
    },
  };
}

/** Background reading keeps its purpose for every list. */
function activityFor(purpose: Purpose, span: RecordedSpan | undefined): Activity {
  const current = currentActivity();
  const isBackground = current?.purpose === 'background';
  return { request: current?.request, span: span ?? current?.span, purpose: isBackground ? 'background' : purpose };
}
