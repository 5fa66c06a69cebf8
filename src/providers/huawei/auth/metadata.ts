import type { CallScope } from '../../../domain/operation.js';
import type { Account } from '../../../domain/provider.js';
import { createUpstreamError, type IssuedCredential, type UpstreamReply } from '../../../upstream/index.js';
import type { AccessKey } from '../../shared/access-key.js';
import type { RequestOnce, SideRequest } from '../../shared/request-once.js';
import { readBody } from '../envelope.js';
import { readIssuedKey } from './issued-key.js';

const PEER = 'the metadata service';
const SESSION_PATH = '/meta-data/latest/api/token';
const KEY_PATH = '/openstack/latest/securitykey';
/** A session is used for one request. */
const SESSION_SECONDS = '60';

export interface MetadataOptions {
  readonly endpoint: URL;
  readonly request: RequestOnce;
}

/**
 * Reads the temporary key of the machine's agency. "The validity period of a temporary AK and SK is one hour. The temporary
 * AK and SK are updated 10 minutes ahead of the expiration time" (Elastic Cloud Server User Guide, "Obtaining Metadata").
 */
export async function readMachineKey(
  options: MetadataOptions,
  account: Account,
  operation: CallScope,
): Promise<IssuedCredential<AccessKey>> {
  const session = await openSession(options, account, operation);
  const headers: Record<string, string> = session === undefined ? {} : { 'x-metadata-token': session };
  const reply = await options.request({
    ...sideRequest(options, account, operation),
    name: 'metadata.getSecurityKey',
    method: 'GET',
    target: KEY_PATH,
    headers,
  });
  if (reply.status !== 200) throw toMetadataError(account, reply);
  return readIssuedKey(readBody(reply.text), reply.serverTime ?? Date.now(), account, PEER);
}

/** Machines may require a session token; older ones have none, and a container may be too far away to get one. */
async function openSession(options: MetadataOptions, account: Account, operation: CallScope) {
  const opening = options.request({
    ...sideRequest(options, account, operation),
    name: 'metadata.createSession',
    method: 'PUT',
    target: SESSION_PATH,
    headers: { 'x-metadata-token-ttl-seconds': SESSION_SECONDS },
  });
  const reply = await opening.catch(() => undefined);
  const token = reply?.status === 200 ? reply.text.trim() : '';
  return /^[\x21-\x7e]+$/.test(token) ? token : undefined;
}

function sideRequest(
  { endpoint }: MetadataOptions,
  account: Account,
  operation: CallScope,
): Pick<SideRequest, 'peer' | 'account' | 'endpoint' | 'operation'> {
  return { peer: PEER, account, endpoint, operation };
}

/** 401 "Please configure Cloud Service Agency first", 404: the machine has no agency. */
function toMetadataError(account: Account, { status }: UpstreamReply) {
  const kind = status === 429 ? 'throttled' : status >= 500 ? 'unavailable' : 'no-machine-key';
  return createUpstreamError(kind, account, { peer: PEER });
}
