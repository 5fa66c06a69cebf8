import type { BatchObservableResult, Meter } from '@opentelemetry/api';
import type { StoreError } from '../store/database.js';
import type { Store } from '../store/store.js';
import type { AccountSync } from '../sync/account-sync.js';
import type { StoreObserver } from '../sync/observer.js';
import { runWith } from './active.js';
import { attribute, attributesOf, codeOfFailure, NO_ATTRIBUTES, withErrorType } from './attributes.js';
import type { Instruments } from './instruments.js';

const withListKind = attribute<string>('jobgraph.list.kind');
const BACKGROUND = { request: undefined, span: undefined, purpose: 'background' } as const;

interface OpenReading {
  readonly sync: AccountSync;
  readonly startedAt: number;
}

/** Records the store's state, its failures, and the readings that keep it fresh. */
export function createStoreObserver(meter: Meter, instruments: Instruments): StoreObserver {
  const { storeState, storeSize, staleness, readings, storeFailures } = instruments;
  const open = new Set<OpenReading>();
  let source: { readonly current: Store | undefined } | undefined;
  meter.addBatchObservableCallback(
    async (result) => {
      for (const reading of open) observeStaleness(result, reading, instruments);
      if (!source) return;
      result.observe(storeState, source.current ? 1 : 0);
      const size = await source.current?.sizeBytes().catch(() => undefined);
      if (size !== undefined) result.observe(storeSize, size);
    },
    [storeState, storeSize, staleness],
  );
  return {
    storeOpened: (opened) => {
      source = opened;
    },
    statementFailed: (error) => {
      storeFailures.add(1, withErrorType(NO_ATTRIBUTES, typeOf(error)));
    },
    readingStarted: (sync) => {
      const reading = { sync, startedAt: Date.now() };
      open.add(reading);
      const account = attributesOf(sync.owner);
      return {
        reader: {
          waitMs: () => sync.waitMs(),
          choose: () => sync.choose(),
          read: async (list) => {
            const result = await runWith(BACKGROUND, () => sync.read(list));
            const attributes = withListKind(account, list.key.kind);
            readings.add(1, result ? attributes : withErrorType(attributes, codeOfFailure(list.lastError)));
            return result;
          },
        },
        end: () => {
          open.delete(reading);
        },
      };
    },
  };
}

/** The age of the oldest copy of each kind of list. A list that was never read counts from when its reading started. */
function observeStaleness(result: BatchObservableResult, { sync, startedAt }: OpenReading, instruments: Instruments) {
  const oldest = new Map<string, number>();
  for (const { key, readAt } of sync.lists) {
    const since = readAt > 0 ? readAt : startedAt;
    oldest.set(key.kind, Math.min(since, oldest.get(key.kind) ?? Infinity));
  }
  const account = attributesOf(sync.owner);
  for (const [kind, since] of oldest) {
    result.observe(instruments.staleness, Math.max(0, Date.now() - since) / 1000, withListKind(account, kind));
  }
}

function typeOf({ isTimeout, isConnection }: StoreError): string {
  if (isTimeout) return 'timeout';
  return isConnection ? 'connection' : 'statement';
}
