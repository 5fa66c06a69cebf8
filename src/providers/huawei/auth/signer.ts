import type { SignableRequest, SignedRequest } from '../../../upstream/upstream.js';
import type { AccessKey } from '../account.js';
import { createHmac } from './hmac.js';
import { parametersOf, toCanonicalQuery, toTarget } from './canonical.js';
import { toAuthorization, toSdkDate } from './signature.js';

const CONTENT_TYPE = 'application/json';

/** Who signs, and for what. */
export interface SignerOptions {
  readonly accessKey: AccessKey;
  readonly projectId: string;
  /** As in the `Host` header: with its port, unless that is the scheme's own. */
  readonly host: string;
}

/**
 * Signs requests with an access key, over the same headers as Huawei's SDKs. What does not change from one request to
 * the next is made once.
 */
export function createSigner({ accessKey, projectId, host }: SignerOptions) {
  const { accessKeyId, securityToken } = accessKey;
  const hmac = createHmac(accessKey.secretAccessKey.reveal());
  const fixed = { 'content-type': CONTENT_TYPE, host, 'x-project-id': projectId };
  const head = `content-type:${CONTENT_TYPE}\nhost:${host}\nx-project-id:${projectId}\nx-sdk-date:`;
  const names = 'content-type;host;x-project-id;x-sdk-date';
  const signedHeaders = securityToken === undefined ? names : `${names};x-security-token`;
  const dateOf = createDateLine();

  return ({ method, path, query: parameters, body }: SignableRequest, now: Date): SignedRequest => {
    const date = dateOf(now);
    const query = toCanonicalQuery(parametersOf(parameters));
    const token = securityToken?.reveal();
    const headers = token === undefined ? `${head}${date}\n` : `${head}${date}\nx-security-token:${token}\n`;
    const signable = { method, path, query, headers, signedHeaders, body };
    return {
      target: toTarget(path, query),
      headers: {
        ...fixed,
        'x-sdk-date': date,
        ...(token !== undefined && { 'x-security-token': token }),
        authorization: toAuthorization(accessKeyId, hmac, signable, date),
      },
    };
  };
}

/** Requests of one second share its text. */
function createDateLine(): (now: Date) => string {
  let second = Number.NaN;
  let text = '';
  return (now) => {
    const current = Math.floor(now.getTime() / 1000);
    if (current !== second) [second, text] = [current, toSdkDate(now)];
    return text;
  };
}
