import type { SimulatedKey } from '../account.js';
import type { SimulatedClock } from '../clock.js';
import type { Random } from '../random.js';

/** An access key and the projects that it may read. */
export interface ExtraKey extends SimulatedKey {
  readonly projectIds: readonly string[];
  /** The expiry of a temporary key, in milliseconds since 1970. */
  readonly expiresAt?: number;
}

/** An IAM user and the projects, by their names, it may have tokens for. */
export interface IamUserRecord {
  readonly domain: string;
  readonly name: string;
  readonly password: string;
  readonly projects: readonly { readonly id: string; readonly name: string }[];
}

export interface Token {
  readonly projectId: string;
  readonly expiresAt: number;
}

/** ">5 consecutive failures" lock a key. */
const FORGIVEN_FAILURES = 5;
const LOCK_MS = 5 * 60_000;

/** Huawei's keys with their locks, users, and tokens. All services share it. */
export class Identity {
  readonly users: IamUserRecord[] = [];
  readonly #clock: SimulatedClock;
  readonly #random: Random;
  readonly #keys = new Map<string, ExtraKey>();
  readonly #failures = new Map<string, { count: number; lockedUntil: number }>();
  readonly #tokens = new Map<string, Token>();

  constructor(clock: SimulatedClock, random: Random) {
    this.#clock = clock;
    this.#random = random;
  }

  addKey(key: ExtraKey): void {
    this.#keys.set(key.accessKeyId, key);
  }

  /** A new temporary key for all projects of the keys so far. */
  issueKey(expiresAt: number): Required<ExtraKey> {
    const key = {
      accessKeyId: `TMP${this.#random.hex(17).toUpperCase()}`,
      secretAccessKey: this.#random.hex(40),
      securityToken: `ggpjbi1ub3J0aC0x${this.#random.hex(400)}`,
      projectIds: [...new Set([...this.#keys.values()].flatMap(({ projectIds }) => projectIds))],
      expiresAt,
    };
    this.addKey(key);
    return key;
  }

  key(accessKeyId: string): ExtraKey | undefined {
    return this.#keys.get(accessKeyId);
  }

  isLocked(accessKeyId: string): boolean {
    return (this.#failures.get(accessKeyId)?.lockedUntil ?? -Infinity) > this.#clock.now();
  }

  noteFailure(accessKeyId: string): void {
    const count = (this.#failures.get(accessKeyId)?.count ?? 0) + 1;
    const locks = count > FORGIVEN_FAILURES;
    this.#failures.set(accessKeyId, {
      count: locks ? 0 : count,
      lockedUntil: locks ? this.#clock.now() + LOCK_MS : -Infinity,
    });
  }

  noteSuccess(accessKeyId: string): void {
    this.#failures.delete(accessKeyId);
  }

  /** A new token; older ones stay valid. Real tokens are as long as this, and fill header limits. */
  issueToken(projectId: string, expiresAt: number): string {
    const text = `MIIE${Buffer.from(this.#random.hex(1200)).toString('base64url')}`;
    this.#tokens.set(text, { projectId, expiresAt });
    return text;
  }

  token(text: string): Token | undefined {
    return this.#tokens.get(text);
  }

  revokeTokens(): void {
    this.#tokens.clear();
  }
}
