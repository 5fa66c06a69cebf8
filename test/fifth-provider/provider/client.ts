import { UpstreamError } from '../../../src/domain/errors.js';
import type { Operation } from '../../../src/domain/operation.js';
import type { Account } from '../../../src/domain/provider.js';
import { checkPage, type WirePage } from './wire.js';

/** The service's calls. A real provider makes them with `Upstream` (src/http): deadlines, retries, sharing. */
export interface Client {
  listOperations(operation: Operation, pageSize: number, pageToken: string | undefined): Promise<WirePage>;
}

export type Send = (pageSize: number, pageToken: string | undefined) => Promise<unknown>;

export function createClient(account: Account, send: Send): Client {
  return {
    listOperations: async (operation, pageSize, pageToken) => {
      if (!operation.takeCall()) throw new UpstreamError('UPSTREAM_LIMIT', account, 'There are no calls left.');
      const page = checkPage(await send(pageSize, pageToken));
      if (!page) throw new UpstreamError('UPSTREAM_INVALID', account, 'The answer is not a page of operations.');
      return page;
    },
  };
}
