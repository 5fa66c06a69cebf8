/** An account as the benchmark configures it for every server alike. */
export interface BenchAccount {
  readonly name: string;
  readonly provider: 'huawei-css' | 'huawei-geminidb';
  readonly region: string;
  readonly projectId: string;
  /** http://127.0.0.1:port of the recorded upstream. */
  readonly endpoint: string;
  readonly auth: { readonly accessKeyId: string; readonly secretAccessKey: string };
}

/**
 * How many times each account is there. Clients that ask at the same time must ask different questions, or the sharing
 * of equal calls in flight would be measured instead of the work: only W5 is about that.
 */
export const ALIASES = 32;

/** CSS clusters, 50 of them, each with its own job feed. */
export const SEARCH = 'search';
/** CSS clusters, 200 of them; only the clusters are read. */
export const FLEET = 'fleet';
/** GeminiDB instances, 50 of them, with one job feed for all. */
export const TABLES = 'tables';

export function aliasName(account: string, index: number): string {
  return `${account}-${aliasNumber(index)}`;
}

export function aliasNumber(index: number): string {
  return String(index % ALIASES).padStart(2, '0');
}

/** Upstream calls that a server may have under way at a time for one account: the same for all of them. */
export const CONCURRENCY = 128;
