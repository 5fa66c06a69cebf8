import type { ProviderAccount } from '../../../src/providers/provider.js';

/** The simulated service of a provider, as the conformance suite changes it. */
export interface ConformanceService {
  /** The native ids of the jobs that are listed now, newest first. */
  ids(): readonly string[];
  /** Adds a job that was created at a time in milliseconds since 1970. */
  insert(createdAt: number): void;
  /** Removes the job at an index of `ids()`. */
  remove(index: number): void;
  /** How many calls for jobs the service has received. */
  readonly calls: number;
  /** Called before each call for jobs. If it throws, the service fails with that error. */
  beforeCall: () => void;
}

/** One account of a provider, with its own simulated service. */
export interface ConformanceAccount {
  readonly account: ProviderAccount;
  readonly service: ConformanceService;
}

/** Opens an account with this name and its own service without jobs. */
export type OpenAccount = (name: string) => ConformanceAccount;

export const START = Date.UTC(2026, 10, 21, 8);

/** Adds `size` jobs to a service, three of each minute. */
export function fill(service: ConformanceService, size: number): void {
  for (let index = 0; index < size; index++) service.insert(START - (size - Math.floor(index / 3)) * 60_000);
}
