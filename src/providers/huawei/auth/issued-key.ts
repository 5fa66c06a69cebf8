import type { Account } from '../../../domain/provider.js';
import { createSecret } from '../../../config/secret.js';
import type { IssuedCredential, Peer } from '../../../upstream/index.js';
import type { AccessKey } from '../../shared/access-key.js';
import { fieldOf } from '../../shared/values.js';
import { invalidIssue, readLifetimeMs, type Issue } from './issued-credential.js';

/**
 * Reads `{ "credential": { "access", "secret", "securitytoken", "expires_at" } }`, the form of a temporary key in responses
 * of the metadata service and of IAM. `issuerTime`: the time of the response by the issuer's clock.
 */
export function readIssuedKey(
  body: unknown,
  issuerTime: number,
  account: Account,
  peer: Peer,
): IssuedCredential<AccessKey> {
  const credential = fieldOf(body, 'credential');
  const [keyId, secret, token] = ['access', 'secret', 'securitytoken'].map((name) => fieldOf(credential, name));
  const issue: Issue = { account, peer, credential: 'access key' };
  // The id and the token become headers of our own requests.
  if (!isHeaderText(keyId) || typeof secret !== 'string' || secret === '' || !isHeaderText(token)) {
    throw invalidIssue(issue, 'has no temporary access key');
  }
  const lifetimeMs = readLifetimeMs(fieldOf(credential, 'expires_at'), issuerTime, issue);
  const value = { accessKeyId: keyId, secretAccessKey: createSecret(secret), securityToken: createSecret(token) };
  return { value, lifetimeMs, keyId };
}

function isHeaderText(value: unknown): value is string {
  return typeof value === 'string' && /^[\x21-\x7e]+$/.test(value);
}
