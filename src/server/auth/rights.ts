/** Which accounts a caller may see. To a caller, an account outside of its rights does not exist. */
export interface Rights {
  allows(accountName: string): boolean;
}

/** The rights of a caller who may see every account. */
export const ALL_ACCOUNTS: Rights = { allows: () => true };

/** The rights that a token's claim grants: a list of account names, or "*". `undefined` where the claim is neither. */
export function rightsOf(claim: unknown): Rights | undefined {
  if (claim === '*') return ALL_ACCOUNTS;
  if (!Array.isArray(claim) || !claim.every((name) => typeof name === 'string')) return undefined;
  const names = new Set<string>(claim);
  return { allows: (accountName) => names.has(accountName) };
}
