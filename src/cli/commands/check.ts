import type { Factories, Providers } from '../../app/factories.js';
import type { AccountConfig } from '../../config/config.js';
import { UpstreamError } from '../../domain/errors.js';
import type { ProviderAccount } from '../../providers/provider.js';
import type { CredentialDescription } from '../../providers/shared/credential-description.js';
import { createLogger } from '../../server/logger.js';
import type { Command } from '../arguments.js';
import { readConfiguration } from '../configuration.js';
import type { Terminal } from '../terminal.js';
import { formatTable } from '../table.js';
import { adviceFor } from './advice.js';

const HEAD = ['ACCOUNT', 'PROVIDER', 'ENDPOINT', 'CREDENTIALS', 'RESULT', 'WHAT TO DO'];

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
  readonly credential: CredentialDescription | undefined;
  readonly error?: unknown;
}

async function probe(provider: ProviderAccount, providers: Providers): Promise<Result> {
  const { name } = provider.account;
  const operation = providers.createOperation();
  try {
    await provider.probe(operation);
    return { name, credential: provider.describeCredential?.() };
  } catch (error) {
    return { name, credential: provider.describeCredential?.(), error };
  } finally {
    operation[Symbol.dispose]();
  }
}

function toRow(account: AccountConfig, results: readonly Result[]): string[] {
  const { name, provider, endpoint } = account;
  const result = results.find((one) => one.name === name);
  const where = `${endpoint.host}${endpoint.pathname.replace(/\/$/, '')}`;
  return [name, provider, where, toText(result?.credential), ...toOutcome(result?.error, account)];
}

/** "IAM, agency ops of acme, key HSTR…4B7Q, until 2026-12-01T10:00:00Z" */
function toText(credential: CredentialDescription | undefined): string {
  if (credential === undefined) return '';
  const { source, keyId, expiresAt } = credential;
  const until = expiresAt === undefined ? [] : [`until ${new Date(expiresAt).toISOString().slice(0, 19)}Z`];
  return [source, ...(keyId === undefined ? [] : [`key ${keyId}`]), ...until].join(', ');
}

function toOutcome(error: unknown, account: AccountConfig): readonly [result: string, advice: string] {
  if (error === undefined) return ['works', ''];
  if (!(error instanceof UpstreamError)) return ['failed', 'Report this as a bug in Jobgraph.'];
  const id = error.upstreamRequestId === undefined ? '' : ` (the provider's request id: ${error.upstreamRequestId})`;
  return [error.code, `${error.message} ${adviceFor(error, account)}${id}`];
}
