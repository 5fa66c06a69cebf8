import { UpstreamError } from '../domain/errors.js';
import type { Account } from '../domain/provider.js';
import type { PageEffort } from '../paging/page-effort.js';
import { ListFault } from '../paging/errors.js';
import { createAccountAttributes } from './attributes.js';
import type { Instruments } from './instruments.js';

/** Records what pages took. */
export function createPageObserver(
  accounts: readonly Account[],
  instruments: Instruments,
): (effort: PageEffort) => void {
  const attributesOf = createAccountAttributes();
  const byName = new Map(accounts.map((account) => [account.name, attributesOf(account)]));
  const { rowsExamined, rowsReturned, rereadLists, unavailableSources, walksGivenUp } = instruments;
  return ({ sources, failures, isGivenUp }) => {
    for (const source of sources) {
      const attributes = byName.get(source.space) ?? {};
      if (source.rowsExamined > 0) rowsExamined.add(source.rowsExamined, attributes);
      if (source.rowsReturned > 0) rowsReturned.add(source.rowsReturned, attributes);
      if (source.isReread) rereadLists.add(1, attributes);
    }
    for (const { space, error } of failures) {
      unavailableSources.add(1, { ...byName.get(space), 'error.type': codeOfFailure(error) });
    }
    if (isGivenUp) walksGivenUp.add(1);
  };
}

function codeOfFailure(error: Error): string {
  return error instanceof UpstreamError || error instanceof ListFault ? error.code : '_OTHER';
}
