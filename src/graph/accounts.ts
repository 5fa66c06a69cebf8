import type { ProviderAccount } from '../providers/provider.js';
import type { GraphContext } from './context.js';

/** The account of something that was read through it, and so is visible. */
export function accountOf({ accounts }: GraphContext, name: string): ProviderAccount {
  const account = accounts.get(name);
  if (!account) throw new RangeError('Something was read through an account that is not visible.');
  return account;
}
