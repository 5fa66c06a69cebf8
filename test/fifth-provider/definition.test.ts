import { execute, parse } from 'graphql';
import { describe, expect, it } from 'vitest';
import { loadConfig } from '../../src/config/load.js';
import type { CloudProvider } from '../../src/domain/provider.js';
import { createGraph } from '../../src/graph/index.js';
import type { ProviderDefinition } from '../../src/providers/definition.js';
import { createProviderAccounts, PROVIDERS } from '../../src/providers/index.js';
import { CredentialGuards } from '../../src/providers/shared/credential-guards.js';
import { createAgent } from '../../src/upstream/index.js';
import { silentLogger } from '../../src/upstream/logger.js';
import { defineTokenProvider } from './provider/definition.js';
import { fill } from '../providers/conformance/index.js';
import { TokenService } from './service.js';

/** A provider that the schema does not have. */
const WORD = ['MOON', 'TOKENS'].join('_');
const service = new TokenService('op');
fill(service, 7);
const moonTokens = defineTokenProvider(WORD as CloudProvider, {
  send: (size, token) => service.listOperations(size, token),
  listClusters: () => service.listClusters(),
});
const providers: readonly ProviderDefinition[] = [...PROVIDERS, moonTokens];

const MOON =
  'name: moon, provider: moon-tokens, region: crater, tenant: acme, auth: { keyName: shared-key, apiKey: secret }';
const KEY = 'auth: { accessKeyId: shared-key, secretAccessKey: s }';
const CSS = `name: css, provider: huawei-css, region: cn-north-4, projectId: p, ${KEY}`;
const DWS = `name: dws, provider: huawei-dws, region: cn-north-4, projectId: p, ${KEY}`;
const QINGCLOUD = `name: qc, provider: qingcloud, region: pek3a, ${KEY}`;

const load = (...accounts: readonly string[]) =>
  loadConfig(`accounts: [${accounts.map((account) => `{ ${account} }`).join(', ')}]`, {}, providers);

function configOf(...accounts: readonly string[]) {
  const loaded = load(...accounts);
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems));
  return loaded.config;
}

describe('A provider that is added to the list', () => {
  it('is configured, opened and queried without any other registration', async () => {
    const config = configOf(MOON);
    const agent = createAgent();
    const graph = createGraph(config, createProviderAccounts(config, { agent, logger: silentLogger, providers }));
    const caller = { requestId: 'r', rights: { allows: () => true }, signal: new AbortController().signal };
    const document = parse(`query ($references: [_Any!]!) {
      cloudAccounts { name region }
      clusters(first: 2) { nodes { nativeId resourceName } }
      clusterJobs(first: 3) { nodes { status clusters { resourceName } } unavailable { message } }
      _entities(representations: $references) { ... on Cluster { name } }
    }`);
    const result = await execute({
      schema: graph.schema,
      document,
      contextValue: graph.createContext(caller),
      variableValues: { references: [{ __typename: 'Cluster', resourceName: 'moon-tokens/c2' }] },
    });
    await agent.close();
    expect(result).toMatchObject({
      data: {
        cloudAccounts: [{ name: 'moon', region: 'crater' }],
        clusters: {
          nodes: [
            { nativeId: 'c1', resourceName: 'moon-tokens/c1' },
            { nativeId: 'c0', resourceName: 'moon-tokens/c0' },
          ],
        },
        clusterJobs: { nodes: Array.from({ length: 3 }, () => ({ status: 'SUCCEEDED' })), unavailable: [] },
        _entities: [{ name: 'C2' }],
      },
    });
    expect(result.errors).toBeUndefined();
  });

  it.each([
    [
      'a configuration key of its own',
      [`${QINGCLOUD}, tenant: acme`],
      'accounts[0].tenant',
      'belongs to moon-tokens accounts only',
    ],
    ['a key of other providers', [`${MOON}, apps: [app-1]`], 'accounts[0].apps', 'belongs to qingcloud accounts only'],
    [
      'a misspelt name',
      [MOON.replace('moon-tokens', 'moon-token')],
      'accounts[0].provider',
      'must be one of huawei-css, huawei-dws, huawei-geminidb, qingcloud, moon-tokens, but is "moon-token"; did you mean moon-tokens?',
    ],
  ])('is part of the messages about %s', (_, accounts, path, message) => {
    expect(load(...accounts)).toEqual({ ok: false, problems: [{ path, message }] });
  });

  it('has its own lockout guard, while services of one cloud share one', () => {
    const guards = new CredentialGuards(silentLogger, 1);
    const config = configOf(CSS, DWS, QINGCLOUD, MOON);
    const [css, dws, qingcloud, moon] = config.accounts.map((account) => {
      const definition = providers.find(({ provider }) => provider === account.provider);
      return definition && guards.ofKey(definition.keyLockout, account);
    });
    expect(css).toBe(dws);
    expect(new Set([css, qingcloud, moon]).size).toBe(3);
    expect(moon).toBeDefined();
  });
});
