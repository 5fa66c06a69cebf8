import type { Clock, CredentialUser, LockoutPolicy } from '../upstream/index.js';
import type { Session } from './session.js';
import { beginTrial, endTrial } from './trial-statements.js';

export type CredentialKind = 'key' | 'password';

/** Rejections after which a credential is paused. EXCUSED: their cause, such as a wrong clock, was corrected. */
const MAX_REJECTIONS: Readonly<Record<CredentialKind, number>> = { key: 3, password: 1 };
const MAX_EXCUSED_REJECTIONS = 5;
/** The longest time until the next query. It is sent earlier if the other replica's trial ends. */
const RETRY_MS = 500;
/** The time from the end of an outage to the first query: the other replicas report their rejections before. */
const REPORTS_MS = 3000;

export interface CredentialTrialOptions {
  readonly session: Session;
  readonly clock: Clock;
  readonly replica: string;
  readonly kind: CredentialKind;
  /** Identifies the credential without its secret. */
  readonly id: string;
}

/**
 * The lockout policy of a credential that replicas share. While it is not proven here, the database lets one replica try
 * it, and counts how often the provider rejected it. Without the database, it rests here after one rejection.
 */
export class CredentialTrial implements LockoutPolicy {
  readonly #options: CredentialTrialOptions;
  readonly #most: number;
  #user: CredentialUser | undefined;
  #isRequesting = false;
  /** Ends the wait for another replica's trial. */
  #retry: (() => void) | undefined;
  /** This replica holds the trial, with this many rejections to cause. */
  #allowed: number | undefined;
  #rejections = 0;
  #isAccepted = false;
  #isExcused = false;
  /** The secret differs from the rejected one. */
  #isNew = false;
  #restsUntil = -Infinity;
  #startsFrom = -Infinity;
  /** Rejections that the database has not received. */
  #unreported = 0;
  /** Waiting calls are released. They then fail, because the credential is paused. */
  #isClearing = false;

  constructor(options: CredentialTrialOptions) {
    this.#options = options;
    this.#most = MAX_REJECTIONS[options.kind];
  }

  attach(user: CredentialUser): void {
    this.#user = user;
  }

  get isResting(): boolean {
    return this.#options.clock.elapsed() < this.#restsUntil;
  }

  get room(): number {
    if (this.isResting) return this.#isClearing ? Infinity : 0;
    if (!this.#options.session.isConnected) return 1;
    if (this.#allowed !== undefined) return this.#allowed - this.#rejections;
    void this.#begin();
    return 0;
  }

  accepted(): void {
    this.#isAccepted = true;
    this.#isNew = false;
  }

  rejected(excused: boolean): boolean {
    this.#rejections++;
    this.#isExcused ||= excused;
    if (!this.#options.session.isConnected) {
      this.#rest(Infinity);
      return true;
    }
    if (this.#allowed === undefined) this.#end();
    else if (!excused && this.#rejections >= this.#allowed) {
      // Until the database has counted them.
      this.#rest(Infinity);
      return true;
    }
    return false;
  }

  replaced(): boolean {
    if (this.#isClearing) return false;
    this.#restsUntil = -Infinity;
    this.#isNew = true;
    return true;
  }

  idle(): void {
    if (this.#options.session.isConnected && this.#allowed !== undefined) this.#end();
  }

  /** Another replica has ended its trial. */
  trialEnded(isRejected: boolean): void {
    if (isRejected) this.#user?.unprove();
    this.#retry?.();
  }

  /** The database can be used again. Unreported rejections are written to it, and it decides from now on. */
  async connected(): Promise<void> {
    const rejections = this.#unreported + this.#rejections;
    const isNews = rejections > 0 || this.#allowed !== undefined;
    try {
      if (isNews) await this.#report(rejections, this.#isAccepted, this.#most, rejections > 0);
    } catch {
      return; // The connection is lost again. The next one reports the rejections.
    }
    this.#reset();
    this.#unreported = 0;
    this.#restsUntil = -Infinity;
    if (this.#startsFrom === Infinity) this.#startsFrom = this.#options.clock.elapsed() + REPORTS_MS;
    this.#changed();
  }

  /** The database cannot be reached. A resting credential rests until it can. */
  disconnected(): void {
    this.#startsFrom = Infinity;
    this.#retry?.();
    if (this.isResting || this.#rejections > 0) this.#restsUntil = Infinity;
    this.#changed();
  }

  async #begin(): Promise<void> {
    if (this.#isRequesting) return;
    this.#isRequesting = true;
    const { session, replica, clock } = this.#options;
    if (clock.elapsed() < this.#startsFrom) {
      this.#waitForTurn(RETRY_MS);
      return;
    }
    try {
      const request = { credential: this.credential, replica, most: this.#most, isNew: this.#isNew };
      const { allowed, waitMs, isResting } = await beginTrial(session, request);
      if (allowed > 0) {
        this.#allowed = allowed;
        this.#isRequesting = false;
        this.#changed();
        // Those who wanted it may have gone.
        if (this.#user?.isTrying !== true) this.idle();
      } else if (isResting) {
        this.#isRequesting = false;
        this.#rest(waitMs);
      } else {
        this.#waitForTurn(Math.min(waitMs, RETRY_MS));
      }
    } catch {
      this.#isRequesting = false; // The session reports it.
    }
  }

  #waitForTurn(ms: number): void {
    const retry = () => {
      cancel();
      this.#retry = undefined;
      this.#isRequesting = false;
      this.#changed();
    };
    const cancel = this.#options.clock.after(ms, retry);
    this.#retry = retry;
  }

  /** Ends the trial, or reports a rejection of a credential that was proven. */
  #end(): void {
    const [rejections, isAccepted] = [this.#rejections, this.#isAccepted];
    const most = this.#isExcused ? MAX_EXCUSED_REJECTIONS : this.#most;
    this.#reset();
    this.#report(rejections, isAccepted, most, false).then(
      () => {
        if (rejections === 0) return;
        this.#restsUntil = -Infinity;
        this.#changed();
      },
      () => {
        this.#unreported += rejections;
        if (rejections > 0) this.#rest(Infinity);
      },
    );
  }

  #report(rejections: number, isAccepted: boolean, most: number, isOutage: boolean) {
    return endTrial(this.#options, this.credential, { rejections, isAccepted, most, isOutage });
  }

  #reset(): void {
    this.#allowed = undefined;
    this.#rejections = 0;
    this.#isAccepted = false;
    this.#isExcused = false;
  }

  #rest(ms: number): void {
    this.#restsUntil = this.#options.clock.elapsed() + ms;
    this.#changed();
  }

  /** Calls that wait try again. If the credential rests, they find that and end. */
  #changed(): void {
    if (this.isResting && !this.#isClearing) {
      this.#isClearing = true;
      setImmediate(() => {
        this.#isClearing = false;
      });
    }
    this.#user?.changed();
  }

  /** The key of the credential in the database. */
  get credential(): string {
    return this.#options.session.hash(JSON.stringify([this.#options.kind, this.#options.id]));
  }
}
