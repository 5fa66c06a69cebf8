import { readFileSync } from 'node:fs';
import type { BenchAccount } from '../setting.js';

/** The accounts, from the file that the benchmark passes to a peer. */
export function readAccounts(): readonly BenchAccount[] {
  const { accounts } = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8')) as { accounts: readonly BenchAccount[] };
  return accounts;
}

/** Prints the address of the peer for the benchmark. */
export function announce(port: number): void {
  process.stdout.write(`serves at http://127.0.0.1:${port}/graphql\n`);
}
