import { UpstreamError } from '../../../src/domain/errors.js';
import type { Operation } from '../../../src/domain/operation.js';
import type { Account } from '../../../src/domain/provider.js';

/**
 * The service's calls. A real provider makes them with `Upstream` (src/upstream), which adds deadlines, retries and the
 * sharing of equal calls.
 */
export interface Client {
  listOperations(operation: Operation, pageSize: number, pageToken: string | undefined): Promise<unknown>;
}

export type Send = (pageSize: number, pageToken: string | undefined) => Promise<unknown>;

export function createClient(account: Account, send: Send): Client {
  return {
    listOperations: async (operation, pageSize, pageToken) => {
      if (!operation.takeCall()) throw new UpstreamError('UPSTREAM_LIMIT', account, 'There are no calls left.');
      try {
        return await send(pageSize, pageToken);
      } catch (error) {
        const cause = error instanceof Error ? error : undefined;
        throw new UpstreamError('UPSTREAM_UNAVAILABLE', account, 'The provider could not be reached.', { cause });
      }
    },
  };
}
