import type { CloudName, SimulatedAccount, SimulatedKey } from './account.js';
import type { Behaviour } from './behaviour.js';
import type { CallLog } from './calls.js';
import type { SimulatedClock } from './clock.js';
import type { ExtraKey } from './huawei/identity.js';
import type { Interceptor } from './intercept.js';
import type { FleetSize } from './size.js';
import type { AccountState } from './account-state.js';

export interface CloudsOptions {
  /** The same seed and the same start give the same fleet. */
  readonly seed?: string;
  /** Default: 'small', for tests. */
  readonly size?: 'small' | 'full' | Partial<FleetSize>;
  /** Default: real time. */
  readonly clock?: SimulatedClock;
  readonly host?: string;
  /** Default: free ports. */
  readonly ports?: Partial<Record<CloudName, number>>;
  readonly behaviour?: Partial<Behaviour>;
  /** Further Huawei access keys, in addition to those of the accounts. */
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
  /** The state of an account, and the ways to change it. Throws for an unknown name. */
  state(account: string): AccountState;
  readonly states: readonly AccountState[];
  /** The newest interceptor is called first. Returns a function that removes it. */
  intercept(interceptor: Interceptor): () => void;
  clearIntercepts(): void;
  /** A new temporary key for all projects or zones. */
  issueKey(of: 'huawei' | 'qingcloud', lifetimeMs: number): Required<SimulatedKey>;
  /** Makes every token that IAM has issued invalid. */
  revokeTokens(): void;
  close(): Promise<void>;
}
