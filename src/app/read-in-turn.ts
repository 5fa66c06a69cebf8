import { setTimeout as sleep } from 'node:timers/promises';
import type { Config } from '../config/config.js';
import type { ProviderAccount } from '../providers/provider.js';
import type { Synchronizer } from '../sync/synchronizer.js';
import type { Readers } from './open-replicas.js';

/** Milliseconds between two attempts to begin. */
const RETRY_MS = 1000;

/** Reads each account in the background while it is this replica's turn. `open` begins; the signal ends calls under way. */
export function readInTurn(
  { accounts }: Config,
  providers: readonly ProviderAccount[],
  readers: Readers,
  open: (provider: ProviderAccount, signal: AbortSignal) => Promise<Pick<Synchronizer, 'close'>>,
): { close(): Promise<void> } {
  const ends = providers.flatMap((provider) => {
    const account = accounts.find(({ name }) => name === provider.account.name);
    return account ? [readers.watch(account, new Turn((signal) => open(provider, signal)))] : [];
  });
  return {
    close: async () => {
      await Promise.all(ends.map((end) => end()));
    },
  };
}

/** The reading of one account, again and again. */
class Turn {
  readonly #open: (signal: AbortSignal) => Promise<Pick<Synchronizer, 'close'>>;
  #running:
    { readonly stop: AbortController; readonly lose: AbortController; readonly ended: Promise<void> } | undefined;

  constructor(open: (signal: AbortSignal) => Promise<Pick<Synchronizer, 'close'>>) {
    this.#open = open;
  }

  start(): void {
    const [stop, lose] = [new AbortController(), new AbortController()];
    this.#running = { stop, lose, ended: this.#run(stop.signal, lose.signal) };
  }

  async stop(isLost: boolean): Promise<void> {
    this.#running?.stop.abort();
    if (isLost) this.#running?.lose.abort();
    await this.#running?.ended;
  }

  async #run(stop: AbortSignal, lose: AbortSignal): Promise<void> {
    while (!stop.aborted) {
      const synchronizer = await this.#open(lose).catch(() => undefined);
      if (synchronizer) {
        await aborted(stop);
        await synchronizer.close();
        return;
      }
      // The store cannot be used, which is reported by those who read from it.
      await sleep(RETRY_MS, undefined, { signal: stop }).catch(() => undefined);
    }
  }
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener(
      'abort',
      () => {
        resolve();
      },
      { once: true },
    );
  });
}
