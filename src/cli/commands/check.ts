import { randomUUID } from 'node:crypto';
import { UpstreamError, type UpstreamCode } from '../../domain/errors.js';
import type { Operation } from '../../domain/operation.js';
import type { ProviderAccount } from '../../providers/provider.js';
import type { AccountConfig } from '../../config/config.js';
import type { Command } from '../arguments.js';
import { readConfiguration } from '../configuration.js';
import { createLogger } from '../../server/logger.js';
import type { Parts } from '../../app/parts.js';
import type { Terminal } from '../run.js';
import { formatTable } from '../table.js';

/** `jobgraph check` */
export async function check(
  command: Extract<Command, { name: 'check' }>,
  terminal: Terminal,
  parts: Parts,
): Promise<number> {
  const config = await readConfiguration(command.config, terminal.env);
  const providers = await parts.createProviders(config, {
    logger: createLogger(config.log),
    environment: terminal.env,
  });
  try {
    const operation = createOperation(config.limits.requestTimeoutMs);
    const results = await Promise.all(providers.accounts.map((account) => probe(account, operation)));
    const rows = config.accounts.map((account) => toRow(account, results));
    terminal.stdout.write(formatTable([['ACCOUNT', 'PROVIDER', 'ENDPOINT', 'RESULT', 'WHAT TO DO'], ...rows]));
    return results.every(({ error }) => error === undefined) ? 0 : 1;
  } finally {
    await providers.close();
  }
}

interface Result {
  readonly name: string;
  readonly error?: unknown;
}

async function probe(provider: ProviderAccount, operation: Operation): Promise<Result> {
  const { name } = provider.account;
  try {
    await provider.probe(operation);
    return { name };
  } catch (error) {
    return { name, error };
  }
}

function createOperation(timeoutMs: number): Operation {
  return {
    requestId: randomUUID(),
    signal: AbortSignal.timeout(timeoutMs),
    deadline: Date.now() + timeoutMs,
    takeCall: () => true,
    notes: new Map(),
  };
}

function toRow({ name, provider, endpoint }: AccountConfig, results: readonly Result[]): string[] {
  const error = results.find((result) => result.name === name)?.error;
  const where = `${endpoint.host}${endpoint.pathname.replace(/\/$/, '')}`;
  if (error === undefined) return [name, provider, where, 'works', ''];
  if (!(error instanceof UpstreamError))
    return [name, provider, where, 'failed', 'Report this: it is a fault of Jobgraph.'];
  const id = error.upstreamRequestId === undefined ? '' : ` (the provider's request id: ${error.upstreamRequestId})`;
  return [name, provider, where, error.code, `${error.message} ${ADVICE[error.code]}${id}`];
}

const ADVICE: Readonly<Record<UpstreamCode, string>> = {
  NOT_FOUND: 'Check projectId and region.',
  UPSTREAM_AUTH: 'Check the credentials, and that they are for this endpoint.',
  UPSTREAM_FORBIDDEN: 'Give the user the right to read.',
  UPSTREAM_THROTTLED: 'Wait, then try again; lower `rate` if others use this account.',
  UPSTREAM_TIMEOUT: 'Check that the endpoint can be reached from here; a proxy is named by HTTPS_PROXY.',
  UPSTREAM_UNAVAILABLE: 'Check the endpoint and the network, then try again.',
  UPSTREAM_INVALID: 'Check that the endpoint is that of this provider.',
  UPSTREAM_LIMIT: 'Raise `limits.upstreamCalls`.',
};
