import { expect, it } from 'vitest';
import { adviceFor } from '../../src/cli/commands/advice.js';
import { createUpstreamError, type FailureKind, type Peer } from '../../src/upstream/errors/error-table.js';
import { configOf } from '../config/loading.js';

const iam = '{ endpoint: https://iam.example.com, domain: d, user: u, password: p }';
const [account] = configOf(
  `accounts: [{ name: a, provider: huawei-css, region: cn-north-4, projectId: p, endpoint: https://css.example.com, auth: { iam: ${iam} } }]`,
).accounts;

function adviceOn(kind: FailureKind, peer: Peer): string {
  if (!account) throw new Error('There is no account.');
  return adviceFor(createUpstreamError(kind, account, { peer }), account);
}

it.each([
  ['connect', 'the provider', 'css.example.com'],
  ['connect', 'IAM', 'auth.iam.endpoint'],
  ['connect-timeout', 'IAM', 'auth.iam.endpoint'],
  ['dns', 'IAM', 'auth.iam.endpoint'],
  ['proxy', 'IAM', 'auth.iam.endpoint'],
  ['certificate', 'IAM', 'NODE_EXTRA_CA_CERTS'],
  ['auth', 'the provider', '`auth`'],
  ['login', 'IAM', '`auth`'],
  ['clock-skew', 'the provider', 'clock'],
  ['forbidden', 'the provider', 'permission'],
  ['call-budget', 'the provider', '`limits.upstreamCalls`'],
] as const)('the advice on %s of %s names what failed: %s', (kind, peer, named) => {
  const advice = adviceOn(kind, peer);
  expect(advice).toContain(named);
  const other = peer === 'IAM' ? 'css.example.com' : 'IAM';
  expect(advice).not.toContain(other);
  expect(advice).not.toContain('{');
});

it.each(['memory', 'clock-skew'] as const)('the advice on %s does not blame the configuration', (kind) => {
  expect(adviceOn(kind, 'the provider')).not.toContain('`');
});
