import { readFileSync } from 'node:fs';
import type { BenchAccount } from '../setting.js';

/** The accounts that the benchmark hands to a peer in a file. */
export function readAccounts(): readonly BenchAccount[] {
  const { accounts } = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8')) as { accounts: readonly BenchAccount[] };
  return accounts;
}

/** Tells the benchmark where the peer answers. */
export function announce(port: number): void {
  process.stdout.write(`serves at http://127.0.0.1:${port}/graphql\n`);
}
