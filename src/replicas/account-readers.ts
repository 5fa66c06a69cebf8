import { createHash } from 'node:crypto';
import type { Clock } from '../upstream/index.js';

/** Reads the lists of one account in the background while it may. */
export interface AccountReader {
  /** Begins. */
  start(): void;
  /** Ends, at once if `isLost`: another replica may read already. */
  stop(isLost: boolean): Promise<void>;
}

export interface ReadingPlan {
  /** Accounts to start or continue reading. */
  readonly claims: readonly string[];
  /** Accounts that another replica may read from now on. */
  readonly releases: readonly string[];
}

interface Watched {
  readonly reader: AccountReader;
  /** By the monotonic clock: until then no other replica reads the account. */
  heldUntil: number;
  /** Runs while the account is read, and while it is being given up. */
  state: 'idle' | 'reading' | 'stopping' | 'stopped';
}

/** A reading of an account is this replica's until this long after it was confirmed. */
const HELD_MS = 10_000;

/** The replica that should read an account: the same choice at every replica, and few change when one comes or goes. */
export function preferredReplica(account: string, replicas: readonly string[]): string | undefined {
  const weightOf = (replica: string) => createHash('sha256').update(`${account} ${replica}`).digest('hex');
  return replicas.toSorted((a, b) => (weightOf(a) < weightOf(b) ? -1 : 1))[0];
}

/** Which accounts' lists this replica reads in the background: each account's are read by one replica at a time. */
export class AccountReaders {
  readonly #clock: Clock;
  readonly #replica: string;
  readonly #watched = new Map<string, Watched>();

  constructor(clock: Clock, replica: string) {
    this.#clock = clock;
    this.#replica = replica;
  }

  /** Reads an account whenever it is this replica's turn. The result ends that. */
  watch(identity: string, reader: AccountReader): () => Promise<void> {
    const watched: Watched = { reader, heldUntil: -Infinity, state: 'idle' };
    this.#watched.set(identity, watched);
    return async () => {
      if (this.#watched.get(identity) === watched) this.#watched.delete(identity);
      if (watched.state === 'reading') await reader.stop(false);
    };
  }

  /** The next request to the database. `replicas`: the replicas that ran a moment ago. */
  plan(replicas: readonly string[]): ReadingPlan {
    const claims: string[] = [];
    const releases: string[] = [];
    for (const [identity, watched] of this.#watched) {
      const isPreferred = preferredReplica(identity, replicas) === this.#replica;
      if (watched.state === 'reading' && !isPreferred) this.#stop(watched, false);
      if (watched.state === 'stopped') releases.push(identity);
      else if (watched.state !== 'idle' || isPreferred) claims.push(identity);
    }
    return { claims, releases };
  }

  /** Applies the response to a plan that was sent at `requestedAt`. `held`: the accounts that this replica now holds. */
  confirm({ claims, releases }: ReadingPlan, held: ReadonlySet<string>, requestedAt: number): void {
    for (const identity of releases) {
      const watched = this.#watched.get(identity);
      if (watched?.state === 'stopped') watched.state = 'idle';
    }
    for (const identity of claims) {
      const watched = this.#watched.get(identity);
      if (!watched || !held.has(identity)) continue;
      watched.heldUntil = requestedAt + HELD_MS;
      if (watched.state !== 'idle') continue;
      watched.state = 'reading';
      watched.reader.start();
    }
  }

  /** Stops readings that another replica may have taken over. */
  stopLost(): void {
    const now = this.#clock.elapsed();
    for (const watched of this.#watched.values()) {
      const isRunning = watched.state === 'reading' || watched.state === 'stopping';
      if (isRunning && now >= watched.heldUntil) this.#stop(watched, true);
    }
  }

  #stop(watched: Watched, isLost: boolean): void {
    watched.state = 'stopping';
    void watched.reader.stop(isLost).then(() => {
      watched.state = 'stopped';
    });
  }
}
