import type { Meter } from '@opentelemetry/api';
import type { AccountState, UpstreamObserver } from '../upstream/index.js';
import { attributesOf, type SeriesAttributes } from './attributes.js';
import type { Instruments } from './instruments.js';

interface OpenedAccount {
  readonly attributes: SeriesAttributes;
  readonly readState: () => AccountState;
}

/** Reads the state of all accounts whenever metrics are collected. */
export interface StateObserver extends UpstreamObserver {
  /** Accounts with other names have no state any more. */
  keepAccounts(names: ReadonlySet<string>): void;
}

export function createStateObserver(meter: Meter, instruments: Instruments): StateObserver {
  const { running, queued, budgetLeft, breakerState, guardState } = instruments;
  // A new configuration may open an account again.
  const opened = new Map<string, OpenedAccount>();
  meter.addBatchObservableCallback(
    (result) => {
      for (const { attributes, readState } of opened.values()) {
        const state = readState();
        result.observe(running, state.running, attributes);
        result.observe(queued, state.queued, attributes);
        result.observe(breakerState, state.isBreakerOpen ? 1 : 0, attributes);
        result.observe(guardState, state.isCredentialSilenced ? 1 : 0, attributes);
        if (state.budgetLeft !== undefined) result.observe(budgetLeft, state.budgetLeft, attributes);
      }
    },
    [running, queued, budgetLeft, breakerState, guardState],
  );
  return {
    accountOpened: (account, readState) => {
      opened.set(account.name, { attributes: attributesOf(account), readState });
    },
    keepAccounts: (names) => {
      for (const name of opened.keys()) if (!names.has(name)) opened.delete(name);
    },
  };
}
