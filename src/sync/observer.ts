import type { StoreError } from '../store/database.js';
import type { Store } from '../store/store.js';
import type { AccountSync } from './account-sync.js';

/** The part of an account's background reading that is observed. */
export type AccountReader = Pick<AccountSync, 'waitMs' | 'choose' | 'read'>;

/** Watches the store and what keeps it fresh. Methods return at once and never throw. */
export interface StoreObserver {
  /** The store that is in use from now on; `current`: `undefined` while it cannot be reached. */
  storeOpened(source: { readonly current: Store | undefined }): void;
  statementFailed(error: StoreError): void;
  /** An account is read from now on, until `end` is called. `reader` reads as `sync` does. */
  readingStarted(sync: AccountSync): { readonly reader: AccountReader; readonly end: () => void };
}
