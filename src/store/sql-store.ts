import type { Cluster } from '../domain/cluster.js';
import type { ClusterJob } from '../domain/job.js';
import { CLUSTER_JOB_STATUSES } from '../domain/job.js';
import type { Database, SqlRow, SqlValue, Statement } from './database.js';
import { kindNumber, type Names } from './names.js';
import { CLUSTERS, fromAge, JOBS, type RowEncoding } from './row-encoding.js';
import { countStatement } from './sql/count.js';
import { EXPIRE_ROWS, expireAccounts, keepAccounts, shortenReach } from './sql/expiry.js';
import { CHANGES_EXPIRED, expireChanges, forgetStatements } from './sql/maintenance.js';
import { freshnessStatement, toFreshness } from './sql/freshness.js';
import { readStoredPage, toRows } from './sql/read-page.js';
import { writeStatements } from './sql/write-reading.js';
import { jobListStatements } from './sql/job-lists.js';
import type {
  AccountFreshness,
  ChangePage,
  JobChange,
  ListKey,
  ListKind,
  ListState,
  PageQuery,
  Reading,
  RowFilter,
  Store,
  StoreAccount,
  StorePage,
  StoreRow,
} from './store.js';

/** The store over an SQL database: SQLite or PostgreSQL. */
export class SqlStore implements Store {
  readonly id: string;
  readonly #database: Database;
  readonly #names: Names;
  readonly #release: () => void;

  constructor(id: string, database: Database, names: Names, release: () => void) {
    this.id = id;
    this.#database = database;
    this.#names = names;
    this.#release = release;
  }

  useAccounts(accounts: readonly StoreAccount[]): Promise<void> {
    return this.#names.register(accounts, Date.now());
  }

  async listsReadBefore(account: string, kind: ListKind, before: number, limit: number): Promise<readonly ListState[]> {
    const rows = await this.#database.read({
      sql: `SELECT scope, ${STATE} FROM lists
            WHERE account_id = $1 AND kind = $2 AND gone_at IS NULL AND read_at < $3 ORDER BY read_at LIMIT $4`,
      values: [
        this.#names.accountId(account) ?? -1,
        kindNumber(kind),
        Math.min(before, Number.MAX_SAFE_INTEGER),
        limit,
      ],
    });
    return rows.map(([scope, ...state]) => toState({ account, kind, scope: String(scope) }, state));
  }

  async freshness(accounts: readonly string[], cutoff: number): Promise<ReadonlyMap<string, AccountFreshness>> {
    const ids = accounts.flatMap((account) => this.#names.accountId(account) ?? []);
    const rows = await this.#database.read(freshnessStatement(ids, cutoff, this.#database.dialect));
    return new Map(
      rows.flatMap((row) => {
        const account = this.#names.account(Number(row[0]));
        return account ? [[account.name, toFreshness(row)] as const] : [];
      }),
    );
  }

  async list(key: ListKey): Promise<ListState | null> {
    const [row] = await this.#database.read({
      sql: `SELECT ${STATE} FROM lists WHERE account_id = $1 AND kind = $2 AND scope = $3`,
      values: [this.#names.accountId(key.account) ?? -1, kindNumber(key.kind), key.scope],
    });
    return row ? toState(key, row) : null;
  }

  jobs(query: PageQuery): Promise<StorePage<ClusterJob>> {
    return readStoredPage(this.#database, this.#names, JOBS, query);
  }

  clusters(query: PageQuery): Promise<StorePage<Cluster>> {
    return readStoredPage(this.#database, this.#names, CLUSTERS, query);
  }

  async count(kind: ListKind, filter: RowFilter, timeoutMs: number): Promise<number | null> {
    const statement = countStatement(kind === 'jobs' ? JOBS : CLUSTERS, filter, this.#names, this.#database.dialect);
    if (!statement) return 0;
    const rows = await this.#database.readWithin(statement, timeoutMs);
    return rows ? Number(rows[0]?.[0] ?? 0) : null;
  }

  findJobs(key: ListKey, identities: readonly string[]): Promise<readonly StoreRow<ClusterJob>[]> {
    return this.#find(JOBS, key, identities);
  }

  findClusters(account: string, nativeIds: readonly string[]): Promise<readonly StoreRow<Cluster>[]> {
    return this.#find(CLUSTERS, { account, kind: 'clusters', scope: '' }, nativeIds);
  }

  writeJobs(reading: Reading<ClusterJob>): Promise<void> {
    return this.#write(reading, JOBS);
  }

  writeClusters(reading: Reading<Cluster>): Promise<void> {
    return this.#write(reading, CLUSTERS);
  }

  async changesAfter(sequence: number, limit: number): Promise<ChangePage> {
    const rows = await this.#database.read({ sql: CHANGES_AFTER, values: [sequence, limit] });
    const changes = await Promise.all(rows.map((row) => this.#toChange(row)));
    return { changes: changes.filter((change) => change !== undefined), end: Number(rows.at(-1)?.[0] ?? sequence) };
  }

  async changesKept(): Promise<{ readonly expired: number; readonly newest: number }> {
    const [[expired] = [], [newest] = []] = await Promise.all([
      this.#database.read({ sql: CHANGES_EXPIRED, values: [] }).then(([row]) => row),
      this.#database.read({ sql: 'SELECT max(sequence) FROM changes', values: [] }).then(([row]) => row),
    ]);
    return { expired: Number(expired ?? 0), newest: Math.max(Number(expired ?? 0), Number(newest ?? 0)) };
  }

  async sizeBytes(): Promise<number> {
    const [row] = await this.#database.read({ sql: this.#database.dialect.sizeBytes, values: [] });
    return Number(row?.[0] ?? 0);
  }

  async forget(account: string): Promise<number> {
    let deleted = 0;
    for (const statement of forgetStatements(account)) {
      for (let count = 1; count > 0; deleted += count) count = await this.#deleteSome(statement);
    }
    return deleted;
  }

  async expire(goneBefore: number, changedBefore: number): Promise<number> {
    const used = this.#names.usedAccountIds;
    await this.#database.write([...keepAccounts(used, Date.now()), shortenReach(goneBefore)]);
    let deleted = 0;
    for (const sql of EXPIRE_ROWS) deleted += await this.#deleteSome({ sql, values: [goneBefore] });
    for (const statement of expireAccounts(used, goneBefore, this.#database.dialect)) {
      const count = await this.#deleteSome(statement);
      deleted += count;
      // The rows of an account are deleted before its lists, and these before the account.
      if (count > 0) break;
    }
    const [, changes = []] = await this.#database.write(expireChanges(changedBefore));
    return deleted + changes.length;
  }

  async close(): Promise<void> {
    await this.#database.close();
    this.#release();
  }

  async #deleteSome(statement: Statement): Promise<number> {
    const [rows = []] = await this.#database.write([statement]);
    return rows.length;
  }

  async #find<T>(
    encoding: RowEncoding<T>,
    key: ListKey,
    identities: readonly string[],
  ): Promise<readonly StoreRow<T>[]> {
    const listId = this.#names.listId(key);
    if (listId === undefined) return [];
    const { textsOf } = this.#database.dialect;
    const rows = await this.#database.read({
      sql: `SELECT age, tiebreaker, list_id, account_id, identity, status, dated, label, t.value
            FROM ${textsOf('$1')} v JOIN ${encoding.table} t ON t.identity = v.value AND t.list_id = $2
            ${encoding.table === 'clusters' ? 'WHERE gone_at IS NULL' : ''}`,
      values: [JSON.stringify(identities), listId],
    });
    return toRows(rows, encoding, this.#names);
  }

  async #write<T>(reading: Reading<T>, encoding: RowEncoding<T>): Promise<void> {
    const listId = await this.#names.ensureList(reading.list);
    const accountId = this.#names.accountId(reading.list.account);
    if (listId === undefined || accountId === undefined) return;
    const { dialect } = this.#database;
    await this.#database.write([
      ...(reading.jobScopes ? jobListStatements(reading, reading.jobScopes, listId, accountId, dialect) : []),
      ...writeStatements(reading, listId, accountId, encoding, dialect),
    ]);
  }

  /** `undefined`: the account is not configured. */
  async #toChange([sequence, kind, previous, ...row]: SqlRow): Promise<JobChange | undefined> {
    const [job] = await toRows([row], JOBS, this.#names);
    const previousStatus = previous === null ? null : (CLUSTER_JOB_STATUSES[Number(previous)] ?? null);
    return job && { sequence: Number(sequence), kind: kind === 0 ? 'CREATED' : 'STATUS_CHANGED', previousStatus, job };
  }
}

const CHANGES_AFTER = `
SELECT c.sequence, c.kind, c.previous_status, c.age, c.tiebreaker, c.list_id, c.account_id, c.identity, c.status,
  c.dated, NULL, c.value
FROM changes c WHERE c.sequence > $1 ORDER BY c.sequence LIMIT $2`;

/** The columns of a list's state, as `toState` reads them. */
const STATE = 'read_at, oldest_open_age, reach_age, newest_age, end_read_at';

function toState(key: ListKey, [readAt, oldestOpenAge, reachAge, newestAge, endReadAt]: SqlRow): ListState {
  const timeOf = (age: SqlValue | undefined) => (age === null || age === undefined ? null : fromAge(Number(age)));
  return {
    ...key,
    readAt: Number(readAt),
    oldestOpenTime: timeOf(oldestOpenAge),
    newestTime: timeOf(newestAge),
    reachesBackTo: Number(readAt) === 0 ? null : fromAge(Number(reachAge)),
    endReadAt: Number(endReadAt),
  };
}
