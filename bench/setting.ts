/** An account, configured alike for every server. */
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
 * Names under which each account is configured. Concurrent queries must differ, or the benchmark would measure the
 * sharing of equal calls in flight instead of the work. Only W5 measures the sharing.
 */
export const ALIASES = 32;

/** 50 CSS clusters, each with its own job feed. */
export const SEARCH = 'search';
/** 200 CSS clusters; only the clusters are read. */
export const FLEET = 'fleet';
/** 50 GeminiDB instances with one job feed for all. */
export const TABLES = 'tables';

export function aliasName(account: string, index: number): string {
  return `${account}-${aliasNumber(index)}`;
}

export function aliasNumber(index: number): string {
  return String(index % ALIASES).padStart(2, '0');
}

/** Concurrent upstream calls for one account, the same limit for all servers. */
export const CONCURRENCY = 128;
