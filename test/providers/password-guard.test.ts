import { pino } from 'pino';
import { expect, it } from 'vitest';
import { HurriedClock } from '../support/hurried-clock.js';
import { createSecret } from '../../src/config/secret.js';
import { PasswordGuard } from '../../src/providers/shared/password-guard.js';
import { createUpstreamError, type CredentialUser, type LockoutPolicy, systemClock } from '../../src/upstream/index.js';

const account = { name: 'warehouse', provider: 'HUAWEI_DWS', region: 'cn-north-4' } as const;

/** A policy that allows a trial of a password a little later, and ends the trial at once if no caller waits. */
class LatePolicy implements LockoutPolicy {
  readonly isResting = false;
  trials = 0;
  #user: CredentialUser | undefined;
  #room = 0;

  attach(user: CredentialUser): void {
    this.#user = user;
  }

  get room(): number {
    if (this.#room === 0)
      setImmediate(() => {
        this.#begin();
      });
    return this.#room;
  }

  #begin(): void {
    this.#room = 1;
    this.#user?.changed();
    if (++this.trials < 5 && this.#user?.isTrying !== true) this.#room = 0;
  }

  accepted(): void {
    this.#room = 1;
  }

  rejected(): boolean {
    return false;
  }

  replaced(): boolean {
    return true;
  }

  idle(): void {
    this.#room = 0;
  }
}

it('a login that waits for its turn among replicas keeps the turn when it comes', async () => {
  const policy = new LatePolicy();
  const guard = new PasswordGuard(systemClock, pino({ level: 'silent' }), policy);
  await expect(guard.logIn(account, createSecret('right'), () => Promise.resolve('token'))).resolves.toBe('token');
  expect(policy.trials).toBe(1);
});

it('a password counts as rejected until it is accepted', async () => {
  const clock = new HurriedClock();
  const guard = new PasswordGuard(clock, pino({ level: 'silent' }));
  const wrong = () => Promise.reject(createUpstreamError('auth', account, { peer: 'IAM' }));
  const logIn = (login: () => Promise<string>) => guard.logIn(account, createSecret('word'), login);
  await expect(logIn(wrong)).rejects.toMatchObject({ code: 'UPSTREAM_AUTH' });
  expect(guard).toMatchObject({ isRejected: true, isSilenced: true });
  clock.advance(60_000);
  await logIn(() => Promise.resolve('token'));
  expect(guard).toMatchObject({ isRejected: false, isSilenced: false });
});
