import type { Cluster, ClusterKey } from '../domain/cluster.js';
import type { Freshness } from '../domain/freshness.js';
import type { Operation } from '../domain/operation.js';
import { readMembers } from '../paging/members.js';
import type { PagingSession } from '../paging/session.js';
import type { ProviderAccount } from '../providers/provider.js';

/** A cluster, `null` where its provider knows none, or why it could not be read. */
export type ClusterAnswer = Cluster | Error | null;

type Key = Pick<ClusterKey, 'account' | 'nativeId'>;

/** What is asked for in one tick: each account's clusters by native id, with their answers once it is done. */
interface Round {
  readonly accounts: Map<string, Map<string, ClusterAnswer>>;
  readonly done: Promise<unknown>;
}

/** Clusters by key. Each is asked for once an operation, together with those that are asked for in the same tick. */
export class ClusterLoader {
  readonly #accounts: ReadonlyMap<string, ProviderAccount>;
  readonly #operation: Operation;
  readonly #session: PagingSession;
  readonly #freshness: Freshness;
  readonly #rounds: Round[] = [];
  /** The round that still takes keys. */
  #open: Round | undefined;

  constructor(
    accounts: ReadonlyMap<string, ProviderAccount>,
    operation: Operation,
    session: PagingSession,
    freshness: Freshness,
  ) {
    this.#accounts = accounts;
    this.#operation = operation;
    this.#session = session;
    this.#freshness = freshness;
  }

  /** In the order of the keys. Never rejects: a fault is each cluster's own. */
  async loadAll(keys: readonly Key[]): Promise<readonly ClusterAnswer[]> {
    const rounds = keys.map((key) => this.#roundOf(key));
    for (const round of new Set(rounds)) await round.done;
    return keys.map(({ account, nativeId }, index) => rounds[index]?.accounts.get(account)?.get(nativeId) ?? null);
  }

  #roundOf({ account, nativeId }: Key): Round {
    const known = this.#rounds.find(({ accounts }) => accounts.get(account)?.has(nativeId));
    if (known) return known;
    const round = (this.#open ??= this.#openRound());
    const wanted = round.accounts.get(account);
    if (wanted) wanted.set(nativeId, null);
    else round.accounts.set(account, new Map([[nativeId, null]]));
    return round;
  }

  #openRound(): Round {
    const accounts: Round['accounts'] = new Map();
    const round = { accounts, done: afterThisTick().then(() => this.#ask(accounts)) };
    this.#rounds.push(round);
    return round;
  }

  #ask(accounts: Round['accounts']): Promise<unknown> {
    this.#open = undefined;
    return Promise.all([...accounts].map(([name, wanted]) => this.#askAccount(name, wanted)));
  }

  async #askAccount(name: string, wanted: Map<string, ClusterAnswer>): Promise<void> {
    const provider = this.#accounts.get(name);
    if (!provider) return;
    const nativeIds = [...wanted.keys()];
    const answers = await loadOfAccount(provider, this.#operation, this.#session, nativeIds);
    nativeIds.forEach((nativeId, index) => {
      const answer = answers[index] ?? null;
      wanted.set(nativeId, answer);
      if (!(answer instanceof Error)) this.#freshness.sawCluster(answer);
    });
  }
}

/** When all that is ready to run has run: by then everything that can be asked for together is known. */
function afterThisTick(): Promise<void> {
  return new Promise((resolve) => {
    void Promise.resolve().then(() => {
      process.nextTick(resolve);
    });
  });
}

/**
 * What the operation has read already costs nothing; else by id or by pages of the list, whichever is fewer calls.
 * Never rejects: a fault is each cluster's own.
 */
async function loadOfAccount(
  provider: ProviderAccount,
  operation: Operation,
  session: PagingSession,
  nativeIds: readonly string[],
): Promise<readonly ClusterAnswer[]> {
  const list = session.list(provider.account.name, provider.clusters(operation));
  const { found, missing, isWhole } = await readMembers(list, nativeIds, (count) => provider.lookupCalls(count)).catch(
    (error: unknown) => ({ found: new Map<string, Cluster>(), missing: toError(error), isWhole: false }),
  );
  if (missing instanceof Error) return nativeIds.map(() => missing);
  // A list that hides deleted clusters cannot say that there is none.
  const asked = isWhole && provider.jobScope !== 'app' ? [] : missing;
  const looked = asked.length > 0 ? await provider.getClusters(operation, asked) : [];
  const answers = new Map(asked.map((nativeId, index) => [nativeId, looked[index] ?? null]));
  return nativeIds.map((nativeId) => found.get(nativeId) ?? answers.get(nativeId) ?? null);
}

function toError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}
