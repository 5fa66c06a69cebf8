import type { CloudReply, CloudRequest, Service, Setting } from '../service.js';
import { toKeyReply } from './iam.js';
import type { Identity } from './identity.js';

const SESSION_ROUTE = '/meta-data/latest/api/token';
const KEY_ROUTE = '/openstack/latest/securitykey';
/** "updated 10 minutes ahead of the expiration time"; of shorter lives a sixth. */
const UPDATED_PART = 1 / 6;

/** The part of an ECS's metadata service that returns the temporary key of its agency. */
export function createMetadata(setting: Setting, identity: Identity): Service {
  const sessions = new Set<string>();
  let key: { readonly reply: CloudReply; readonly replacedAt: number } | undefined;

  const openSession = ({ headers, requestId }: CloudRequest): CloudReply => {
    if (setting.behaviour.metadataSessions === 'absent') return { status: 405, body: 'Method Not Allowed' };
    if (headers['x-metadata-token-ttl-seconds'] === undefined) return { status: 400, body: 'Bad Request' };
    sessions.add(`session-${requestId}`);
    return { status: 200, body: `session-${requestId}` };
  };

  const getKey = ({ headers }: CloudRequest): CloudReply => {
    const { metadataSessions, machineHasAgency, temporaryKeyLifetimeMs } = setting.behaviour;
    const isInSession = sessions.has(String(headers['x-metadata-token']));
    if (metadataSessions === 'required' && !isInSession) return { status: 401, body: 'Unauthorized' };
    if (!machineHasAgency) return { status: 401, body: 'Please configure Cloud Service Agency first' };
    const now = setting.clock.now();
    if (key === undefined || now >= key.replacedAt) {
      const reply = toKeyReply(200, identity, now + temporaryKeyLifetimeMs);
      key = { reply, replacedAt: now + temporaryKeyLifetimeMs * (1 - UPDATED_PART) };
    }
    return key.reply;
  };

  return {
    cloud: 'metadata',
    basePath: '',
    states: [],
    respond: (request) => {
      if (request.method === 'PUT' && request.path === SESSION_ROUTE) return openSession(request);
      if (request.method === 'GET' && request.path === KEY_ROUTE) return getKey(request);
      return { status: 404, body: 'Not Found' };
    },
  };
}
