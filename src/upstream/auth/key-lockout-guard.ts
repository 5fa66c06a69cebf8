import type { Admission } from '../limits/concurrency-limiter.js';
import type { CredentialUser, LockoutPolicy } from './lockout-policy.js';

/**
 * Keeps an access key from being locked. One per key, shared by all accounts that use it: more than five bad signatures
 * in a row lock a Huawei key for five minutes, for everyone.
 *
 * After three rejected signatures the key is silenced: its accounts make no attempts for a minute. An account is proven
 * when one of its signatures was accepted after the last rejection. Accounts that are not proven have, together, no more
 * attempts in flight than the policy allows: as many as may still be rejected. Each account proves only itself: another
 * one may have a different secret, or an endpoint that changes what is signed.
 */
export class KeyLockoutGuard implements CredentialUser {
  readonly #policy: LockoutPolicy;
  readonly #uses = new Set<KeyUse>();
  #rejectedCredential: number | undefined;
  #isRejected = false;

  constructor(policy: LockoutPolicy) {
    this.#policy = policy;
    policy.attach(this);
  }

  /** Registers one more account that uses the key. `admit` is called when its waiting attempts may start. */
  register(admit: () => void): KeyUse {
    const use = new KeyUse(this, admit);
    this.#uses.add(use);
    return use;
  }

  /** The use of another account or of another key moves here. */
  add(use: KeyUse): void {
    this.#uses.add(use);
  }

  remove(use: KeyUse): void {
    this.#uses.delete(use);
    this.changed();
  }

  /** Nobody uses the key, and nothing about it has to be remembered. */
  get isIdle(): boolean {
    return this.#uses.size === 0 && !this.#policy.isResting;
  }

  /** A new secret of the key (`credential`: its number) may be tried at once, because the old one was the reason. */
  isSilencedFor(credential: number | undefined): boolean {
    if (!this.#policy.isResting) return false;
    const old = this.#rejectedCredential;
    const isSame = old === undefined || credential === undefined || old === credential;
    return isSame || !this.#policy.replaced();
  }

  /** Whether one more attempt of an account that is not proven may be in flight. */
  get hasRoom(): boolean {
    return this.#trying < this.#policy.room;
  }

  get isTrying(): boolean {
    return this.#trying > 0;
  }

  /** The provider rejected a signature, and has accepted none of an account that was not proven since. */
  get isRejected(): boolean {
    return this.#isRejected;
  }

  /** The provider accepted a signature of an account that was not proven. */
  accepted(): void {
    this.#isRejected = false;
    this.#policy.accepted();
    this.changed();
    if (!this.isTrying) this.#policy.idle();
  }

  /**
   * The provider rejected a signature. `excused`: our clock was wrong and has been corrected, or the secret was replaced;
   * the provider counts the rejection, but the key may be right. `credential`: the number of the rejected one. Returns
   * whether the key is silenced now.
   */
  rejected(excused: boolean, credential?: number): boolean {
    this.unprove();
    this.#rejectedCredential = credential;
    return this.#policy.rejected(excused);
  }

  unprove(): void {
    this.#isRejected = true;
    for (const use of this.#uses) use.isProven = false;
  }

  /** An attempt of an account that is not proven has ended. That account goes last, so that it cannot keep all room. */
  left(use: KeyUse): void {
    this.#uses.delete(use);
    this.#uses.add(use);
    this.changed();
    if (!this.isTrying) this.#policy.idle();
  }

  changed(): void {
    for (const use of this.#uses) use.admit();
  }

  /** Attempts in flight of accounts that are not proven. */
  get #trying(): number {
    let trying = 0;
    for (const use of this.#uses) if (!use.isProven) trying += use.running;
    return trying;
  }
}

/** One account's use of an access key. */
export class KeyUse implements Admission {
  isProven = false;
  running = 0;
  readonly admit: () => void;
  #guard: KeyLockoutGuard;

  constructor(guard: KeyLockoutGuard, admit: () => void) {
    this.#guard = guard;
    this.admit = admit;
  }

  get isOpen(): boolean {
    return this.isProven || this.#guard.hasRoom;
  }

  isSilencedFor(credential: number | undefined): boolean {
    return this.#guard.isSilencedFor(credential);
  }

  get isRejected(): boolean {
    return this.#guard.isRejected;
  }

  /** The account uses another key from now on. Its attempts in flight count for that one too. */
  moveTo(guard: KeyLockoutGuard): void {
    if (guard === this.#guard) return;
    this.#guard.remove(this);
    this.#guard = guard;
    this.isProven = false;
    guard.add(this);
  }

  entered(): void {
    this.running++;
  }

  left(): void {
    this.running--;
    if (this.isProven) this.admit();
    else this.#guard.left(this);
  }

  /** The provider accepted a signature of this account. Its response may be any other error. */
  accepted(): void {
    if (this.isProven) return;
    this.isProven = true;
    this.#guard.accepted();
  }

  rejected(excused: boolean, credential?: number): boolean {
    return this.#guard.rejected(excused, credential);
  }
}
