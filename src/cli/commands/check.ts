import type { Factories, Providers } from '../../app/factories.js';
import type { AccountConfig } from '../../config/config.js';
import { UpstreamError } from '../../domain/errors.js';
import type { ProviderAccount } from '../../providers/provider.js';
import { createLogger } from '../../server/logger.js';
import type { Command } from '../arguments.js';
import { readConfiguration } from '../configuration.js';
import type { Terminal } from '../terminal.js';
import { formatTable } from '../table.js';
import { adviceFor } from './advice.js';

const HEAD = ['ACCOUNT', 'PROVIDER', 'ENDPOINT', 'RESULT', 'WHAT TO DO'];

/** `jobgraph check` */
export async function check(
  command: Extract<Command, { name: 'check' }>,
  terminal: Terminal,
  factories: Factories,
): Promise<number> {
  const config = await readConfiguration(command.config, terminal.env);
  const logger = createLogger(config.log);
  const providers = await factories.createProviders(config, { logger, environment: terminal.env });
  try {
    const results = await Promise.all(providers.accounts.map((account) => probe(account, providers)));
    const rows = config.accounts.map((account) => toRow(account, results));
    terminal.stdout.write(formatTable([HEAD, ...rows]));
    return results.every(({ error }) => error === undefined) ? 0 : 1;
  } finally {
    await providers.close();
  }
}

interface Result {
  readonly name: string;
  readonly error?: unknown;
}

async function probe(provider: ProviderAccount, providers: Providers): Promise<Result> {
  const { name } = provider.account;
  const operation = providers.createOperation();
  try {
    await provider.probe(operation);
    return { name };
  } catch (error) {
    return { name, error };
  } finally {
    operation[Symbol.dispose]();
  }
}

function toRow(account: AccountConfig, results: readonly Result[]): string[] {
  const { name, provider, endpoint } = account;
  const error = results.find((result) => result.name === name)?.error;
  const where = `${endpoint.host}${endpoint.pathname.replace(/\/$/, '')}`;
  if (error === undefined) return [name, provider, where, 'works', ''];
  if (!(error instanceof UpstreamError)) return [name, provider, where, 'failed', 'Report this as a bug in Jobgraph.'];
  const id = error.upstreamRequestId === undefined ? '' : ` (the provider's request id: ${error.upstreamRequestId})`;
  return [name, provider, where, error.code, `${error.message} ${adviceFor(error, account)}${id}`];
}
