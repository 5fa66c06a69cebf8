import type { CloudName, SimulatedAccount } from './account.js';
import type { Behaviour } from './behaviour.js';
import type { CallLog } from './calls.js';
import type { SimulatedClock } from './clock.js';
import type { ExtraKey } from './huawei/identity.js';
import type { Interceptor } from './intercept.js';
import type { FleetSize } from './size.js';
import type { AccountEstate } from './truth.js';

export interface CloudsOptions {
  /** The same seed and the same start give the same fleet. */
  readonly seed?: string;
  /** 'small' without it: for tests. */
  readonly size?: 'small' | 'full' | Partial<FleetSize>;
  /** Runs with real time without it. */
  readonly clock?: SimulatedClock;
  readonly host?: string;
  /** Any free ones without it. */
  readonly ports?: Partial<Record<CloudName, number>>;
  readonly behaviour?: Partial<Behaviour>;
  /** Huawei access keys beside those of the accounts. */
  readonly keys?: readonly ExtraKey[];
}

/** Simulated clouds that are up: real HTTP on loopback. */
export interface Clouds {
  /** Ready-made configuration of all accounts. */
  readonly accounts: readonly SimulatedAccount[];
  /** http://127.0.0.1:port */
  originOf(cloud: CloudName): string;
  readonly clock: SimulatedClock;
  /** Changed while the clouds run. */
  readonly behaviour: Behaviour;
  readonly calls: CallLog;
  /** What an account really holds, and the ways to change it. Throws for a name that is not one. */
  estate(account: string): AccountEstate;
  readonly estates: readonly AccountEstate[];
  /** The newest interceptor is asked first. Returns what takes it out again. */
  intercept(interceptor: Interceptor): () => void;
  clearIntercepts(): void;
  /** Every token that IAM has issued is worth nothing from now on. */
  revokeTokens(): void;
  close(): Promise<void>;
}
