import type { Account } from '../domain/provider.js';
import type { PageEffort } from '../paging/page-effort.js';
import { attributesOf, codeOfFailure, NO_ATTRIBUTES, type SeriesAttributes, withErrorType } from './attributes.js';
import type { Instruments } from './instruments.js';

export type PageObserver = (effort: PageEffort) => void;

/** Records what pages over these accounts take. */
export function createPageObserver(accounts: readonly Account[], instruments: Instruments): PageObserver {
  const byName = new Map<string, SeriesAttributes>(accounts.map((account) => [account.name, attributesOf(account)]));
  const { rowsExamined, rowsReturned, rereadLists, unavailableSources, walksGivenUp } = instruments;
  return ({ sources, failures, isGivenUp }) => {
    for (const source of sources) {
      const attributes = byName.get(source.space) ?? NO_ATTRIBUTES;
      if (source.rowsExamined > 0) rowsExamined.add(source.rowsExamined, attributes);
      if (source.rowsReturned > 0) rowsReturned.add(source.rowsReturned, attributes);
      if (source.isReread) rereadLists.add(1, attributes);
    }
    for (const { space, error } of failures) {
      const account = byName.get(space) ?? NO_ATTRIBUTES;
      unavailableSources.add(1, withErrorType(account, codeOfFailure(error)));
    }
    if (isGivenUp) walksGivenUp.add(1, NO_ATTRIBUTES);
  };
}
