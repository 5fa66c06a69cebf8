import { UpstreamError } from '../../domain/errors.js';
import type { Operation } from '../../domain/operation.js';
import type { Account } from '../../domain/provider.js';
import type { CallResult, UpstreamRequest } from '../../upstream/index.js';
import type { ProviderDependencies } from '../definition.js';
import type { ProviderAccount } from '../provider.js';
import type { HuaweiAccountConfig } from './account.js';
import { createProtocol } from './auth/protocol.js';

export type Query = UpstreamRequest['query'];

/** One project at one Huawei service, for the client of that service. */
export interface Project extends Pick<ProviderAccount, 'describeCredential'> {
  readonly account: Account;
  /** The time zone of times without an offset. */
  readonly timeZone: string;
  /** Reads `/{version}/{project}/{path}`. `path` contains only validated ids, so it needs no encoding. */
  get(operation: Operation, name: string, version: string, path: string, query?: Query): Promise<CallResult>;
}

export function openProject(config: HuaweiAccountConfig, { upstream: open, ...sides }: ProviderDependencies): Project {
  const account: Account = { name: config.name, provider: config.provider, region: config.region };
  const protocol = createProtocol({ account, config, ...sides });
  const upstream = open(protocol);
  const base = config.endpoint.pathname.replace(/\/+$/, '');
  const projectId = encodeURIComponent(config.projectId);
  return {
    account,
    timeZone: config.timeZone,
    describeCredential: () => protocol.describe(),
    get: (operation, name, version, path, query = {}) =>
      upstream.call({ name, method: 'GET', path: `${base}/${version}/${projectId}/${path}`, query }, operation),
  };
}

/**
 * "No resources are found or the access is denied": a list names no cluster that could be missing, so the access is
 * denied.
 */
export function orForbidden<T>(list: Promise<T>, account: Account): Promise<T> {
  return list.catch((error: unknown) => {
    if (!isNotFound(error)) throw error;
    const message = 'The account has no right to read this list.';
    throw new UpstreamError('UPSTREAM_FORBIDDEN', account, message, { upstreamRequestId: error.upstreamRequestId });
  });
}

export function isNotFound(error: unknown): error is UpstreamError {
  return error instanceof UpstreamError && error.code === 'NOT_FOUND';
}
