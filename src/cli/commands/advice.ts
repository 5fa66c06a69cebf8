import type { AccountConfig } from '../../config/config.js';
import type { UpstreamCode, UpstreamError } from '../../domain/errors.js';

/** The advice about an error of `jobgraph check`. It follows the error's message in the table. */
export function adviceFor({ code, failure }: UpstreamError, { endpoint }: AccountConfig): string {
  const host = PEERS[failure?.peer ?? ''] ?? `${endpoint.host} (\`endpoint\`)`;
  const advice = BY_FAILURE[failure?.kind ?? ''] ?? BY_CODE[code];
  return advice.replace('{host}', host);
}

/** Further hosts of the account, in addition to its endpoint. */
const PEERS: Readonly<Record<string, string>> = {
  IAM: "IAM's host (`auth.iam.endpoint` or `auth.agency.endpoint`)",
  'the metadata service': 'the metadata service (`auth.metadata.endpoint`)',
};

/** Failures that need something else than other failures of their code. */
const BY_FAILURE: Readonly<Record<string, string>> = {
  'clock-skew': "Set this machine's clock.",
  certificate: 'Check that {host} is right; NODE_EXTRA_CA_CERTS adds a certificate authority.',
  proxy: 'Check HTTPS_PROXY and NO_PROXY, and that the proxy allows {host}.',
  memory: 'Try again.',
  'no-machine-key': 'Assign an agency to this machine, or use other credentials.',
  'assume-key': 'Check the access key in `auth.agency.from`.',
  'assume-forbidden':
    "Check the agency's `name` and `domain`, that it trusts the key's domain, and that the key's user may assume agencies.",
  'assume-request': "Check the agency's `name` and `domain`.",
};

const BY_CODE: Readonly<Record<UpstreamCode, string>> = {
  NOT_FOUND: "Check the account's `region`, `projectId` and `endpoint`.",
  UPSTREAM_AUTH: 'Check the credentials in `auth`: they must be valid for {host}.',
  UPSTREAM_FORBIDDEN: 'Grant the user read permission for this service and project.',
  UPSTREAM_THROTTLED: 'Wait, then try again. Lower `rate` if other programs use this account too.',
  UPSTREAM_TIMEOUT: 'Check that {host} can be reached from here. HTTPS_PROXY sets a proxy.',
  UPSTREAM_UNAVAILABLE: 'Check that {host} is right and can be reached from here, then try again.',
  UPSTREAM_INVALID: 'Check that {host} is the right service, and check `region` and `projectId`.',
  UPSTREAM_LIMIT: 'Raise `limits.upstreamCalls`.',
};
