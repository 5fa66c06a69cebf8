import type { IncomingHttpHeaders } from 'node:http';

/** Which accounts a caller may see. To a caller, an account outside its rights does not exist. */
export interface Rights {
  allows(accountName: string): boolean;
  /** When the caller's credential expires, milliseconds since 1970. Subscriptions end then. */
  readonly expiresAtMs?: number;
}

/** Returns what the sender of a request may see. Throws, or rejects with, an HttpError if the sender may not call. */
export type Authenticate = (headers: IncomingHttpHeaders) => Rights | Promise<Rights>;

/** The rights of a caller who may see every account. */
export const ALL_ACCOUNTS: Rights = { allows: () => true };

/**
 * The rights that a token's claim grants. The claim is a list of account names; issuers write a list of one name also as
 * that name. `"*"`, alone or in a list, stands for all accounts. A text is always one name, because names may have spaces.
 * `undefined` for any other claim.
 */
export function rightsOf(claim: unknown): Rights | undefined {
  const names: readonly unknown[] = Array.isArray(claim) ? claim : [claim];
  if (!names.every((name) => typeof name === 'string' && name !== '')) return undefined;
  if (names.includes('*')) return ALL_ACCOUNTS;
  const allowed = new Set(names);
  return { allows: (accountName) => allowed.has(accountName) };
}
