import type { Clock } from '../clock.js';

/** Whoever uses a credential under a policy. */
export interface CredentialUser {
  /** An attempt with the credential, which is not proven, is in flight, or waits only until the policy has room. */
  readonly isTrying: boolean;
  /** More may be tried now, or nothing any more. */
  changed(): void;
  /** Another process had the credential rejected: it is not proven any more. */
  unprove(): void;
}

/** Decides how often a credential that is not proven may be tried, and when it rests. */
export interface LockoutPolicy {
  /** Attempts that may be in flight now. Reading it may send a request to other processes, and `changed` reports their response. */
  readonly room: number;
  /** The credential is not used for a while. */
  readonly isResting: boolean;
  attach(user: CredentialUser): void;
  /** The provider accepted the credential, which was not proven. */
  accepted(): void;
  /** The provider rejected the credential. `excused`: the reason is gone, but it counts. Returns whether it rests now. */
  rejected(excused: boolean): boolean;
  /** The secret is another one than the rejected one. Returns whether it may be tried in spite of the rest. */
  replaced(): boolean;
  /** No attempt with the credential while it is not proven is in flight any more. */
  idle(): void;
}

const MAX_REJECTIONS = 3;
// The provider locks the key at the sixth bad signature, for any reason of the others.
const MAX_EXCUSED_REJECTIONS = 5;
const REST_MS = 60_000;

/** The policy of one process. `replicas`: how many use the credential. If there are several, each stops after its first rejection. */
export class LocalLockout implements LockoutPolicy {
  readonly #clock: Clock;
  readonly #maxRejections: number;
  readonly #maxExcusedRejections: number;
  #rejections = 0;
  #restsUntil = -Infinity;

  constructor(clock: Clock, replicas = 1) {
    this.#clock = clock;
    this.#maxRejections = replicas === 1 ? MAX_REJECTIONS : 1;
    this.#maxExcusedRejections = replicas === 1 ? MAX_EXCUSED_REJECTIONS : 1;
  }

  get room(): number {
    return Math.max(1, this.#maxRejections - this.#rejections);
  }

  get isResting(): boolean {
    return this.#clock.elapsed() < this.#restsUntil;
  }

  attach(): void {
    // Nothing changes but by what its user reports.
  }

  accepted(): void {
    this.#rejections = 0;
  }

  rejected(excused: boolean): boolean {
    if (++this.#rejections < (excused ? this.#maxExcusedRejections : this.#maxRejections)) return false;
    this.#restsUntil = this.#clock.elapsed() + REST_MS;
    return true;
  }

  replaced(): boolean {
    return true;
  }

  idle(): void {
    // Nobody waits for this process.
  }
}
