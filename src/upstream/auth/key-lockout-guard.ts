import type { Clock } from '../clock.js';
import type { Admission } from '../limits/concurrency-limiter.js';

const MAX_REJECTIONS = 3;
// The provider locks the key at the sixth bad signature, whatever the reason for the others was.
const MAX_EXCUSED_REJECTIONS = 5;
const SILENCE_MS = 60_000;

/**
 * Keeps an access key from being locked. One per key, shared by all accounts that use it: more than five bad signatures
 * in a row lock a Huawei key for five minutes, for everyone.
 *
 * After three rejected signatures the key is silenced: its accounts make no attempts for a minute. An account is proven
 * when one of its signatures was accepted after the last rejection. Accounts that are not proven have, together, no
 * more attempts in flight than may still be rejected. Each account proves only itself: another one may have a different
 * secret, or an endpoint that changes what is signed.
 */
export class KeyLockoutGuard {
  readonly #clock: Clock;
  readonly #uses = new Set<KeyUse>();
  readonly #maxRejections: number;
  readonly #maxExcusedRejections: number;
  #rejections = 0;
  #silencedUntil = -Infinity;
  #silencedCredential: number | undefined;

  /** `replicas`: how many processes use the key. If there are several, each stops after its first bad signature. */
  constructor(clock: Clock, replicas = 1) {
    this.#clock = clock;
    this.#maxRejections = replicas === 1 ? MAX_REJECTIONS : 1;
    this.#maxExcusedRejections = replicas === 1 ? MAX_EXCUSED_REJECTIONS : 1;
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
    this.#admitAll();
  }

  /** Nobody uses the key, and nothing about it has to be remembered. */
  get isIdle(): boolean {
    return this.#uses.size === 0 && this.#clock.elapsed() >= this.#silencedUntil;
  }

  /** A new secret of the key (`credential`: its number) may be tried at once, because the old one was the reason. */
  isSilencedFor(credential: number | undefined): boolean {
    if (this.#clock.elapsed() >= this.#silencedUntil) return false;
    const old = this.#silencedCredential;
    return old === undefined || credential === undefined || old === credential;
  }

  /** Whether one more attempt of an account that is not proven may be in flight. */
  get hasRoom(): boolean {
    let running = 0;
    for (const use of this.#uses) if (!use.isProven) running += use.running;
    return running < Math.max(1, this.#maxRejections - this.#rejections);
  }

  /** The provider accepted a signature of an account that was not proven. */
  accepted(): void {
    this.#rejections = 0;
    this.#admitAll();
  }

  /**
   * The provider rejected a signature. `excused`: our clock was wrong and has been corrected, or the secret was replaced;
   * the provider counts the rejection, but the key may be right. `credential`: the number of the rejected one. Returns whether the key is silenced now.
   */
  rejected(excused: boolean, credential?: number): boolean {
    for (const use of this.#uses) use.isProven = false;
    if (++this.#rejections < (excused ? this.#maxExcusedRejections : this.#maxRejections)) return false;
    this.#silencedUntil = this.#clock.elapsed() + SILENCE_MS;
    this.#silencedCredential = credential;
    return true;
  }

  /** An attempt of an account that is not proven has ended. That account goes last, so that it cannot keep all room. */
  left(use: KeyUse): void {
    this.#uses.delete(use);
    this.#uses.add(use);
    this.#admitAll();
  }

  #admitAll(): void {
    for (const use of this.#uses) use.admit();
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

  /** The provider accepted a signature of this account, whatever else it responded. */
  accepted(): void {
    if (this.isProven) return;
    this.isProven = true;
    this.#guard.accepted();
  }

  rejected(excused: boolean, credential?: number): boolean {
    return this.#guard.rejected(excused, credential);
  }
}
