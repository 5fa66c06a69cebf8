import { createSecretKey } from 'node:crypto';
import type { SignableRequest, SignedRequest } from '../../../upstream/upstream.js';
import type { AccessKey } from '../../shared/access-key.js';
import { parametersOf, toCanonicalQuery, toTarget } from './canonical.js';
import { toAuthorization, toSdkDate } from './signature.js';

const CONTENT_TYPE = 'application/json';

export interface SignerOptions {
  readonly accessKey: AccessKey;
  /** Without it, for requests that belong to no project. */
  readonly projectId?: string;
  /** The `Host` header: with the port, unless it is the scheme's default. */
  readonly host: string;
}

/** Creates a function that signs requests with an access key. It signs the same headers as Huawei's SDKs. */
export function createSigner({ accessKey, projectId, host }: SignerOptions) {
  const { accessKeyId, securityToken } = accessKey;
  const secretKey = createSecretKey(accessKey.secretAccessKey.reveal(), 'utf8');
  const fixed = { 'content-type': CONTENT_TYPE, host, ...(projectId !== undefined && { 'x-project-id': projectId }) };
  const project = projectId === undefined ? '' : `x-project-id:${projectId}\n`;
  const head = `content-type:${CONTENT_TYPE}\nhost:${host}\n${project}x-sdk-date:`;
  const names = `content-type;host;${projectId === undefined ? '' : 'x-project-id;'}x-sdk-date`;
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
        authorization: toAuthorization(accessKeyId, secretKey, signable, date),
      },
    };
  };
}

/** Formats a time. Requests in the same second share one text. */
function createDateLine(): (now: Date) => string {
  let second = Number.NaN;
  let text = '';
  return (now) => {
    const current = Math.floor(now.getTime() / 1000);
    if (current !== second) [second, text] = [current, toSdkDate(now)];
    return text;
  };
}
