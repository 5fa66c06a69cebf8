import type { CloudReply, CloudRequest, Service, Setting } from '../service.js';
import { authenticate } from './authenticate.js';
import type { Identity, IamUserRecord } from './identity.js';

const ROUTE = '/v3/auth/tokens';
const AGENCY_ROUTE = '/v3.0/OS-CREDENTIAL/securitytokens';
/** The agency that every permanent key may assume. */
const AGENCY = { agency_name: 'jobgraph', domain_name: 'acme' };

/** The part of Huawei IAM that a client needs: tokens for a user's password, and the temporary key of an agency. */
export function createIam(setting: Setting, identity: Identity): Service {
  return {
    cloud: 'iam',
    basePath: '',
    states: [],
    respond: (request) => {
      if (request.method === 'POST' && request.path === AGENCY_ROUTE) return assumeAgency(request, setting, identity);
      if (request.method !== 'POST' || request.path !== ROUTE) return toIamError(404, 'Not Found');
      const body = parse(request);
      if (body === undefined) return toIamError(400, 'Bad Request');
      return buyToken(body, setting, identity);
    },
  };
}

function assumeAgency(request: CloudRequest, setting: Setting, identity: Identity): CloudReply {
  const now = setting.clock.now();
  if ('code' in authenticate(request, identity, now)) return toIamError(401, 'Unauthorized');
  const body = parse(request);
  const role = at(body, 'auth', 'identity', 'assume_role');
  if (at(role, 'domain_name') !== AGENCY.domain_name) return toIamError(403, 'Forbidden');
  if (at(role, 'agency_name') !== AGENCY.agency_name) return toIamError(404, 'Not Found');
  const requestedMs = Number(at(role, 'duration_seconds') ?? 900) * 1000;
  return toKeyReply(201, identity, now + Math.min(requestedMs, setting.behaviour.temporaryKeyLifetimeMs));
}

/** A new temporary key, as IAM and the metadata service send it. */
export function toKeyReply(status: number, identity: Identity, expiresAt: number): CloudReply {
  const { accessKeyId: access, secretAccessKey: secret, securityToken: securitytoken } = identity.issueKey(expiresAt);
  return { status, body: { credential: { access, secret, securitytoken, expires_at: toIamTime(expiresAt) } } };
}

function buyToken(body: unknown, setting: Setting, identity: Identity): CloudReply {
  const user = identity.users.find((each) => isUser(body, each));
  if (user === undefined) return toIamError(401, 'Unauthorized');
  const project = findProject(body, user);
  if (project === undefined) return toIamError(403, 'Forbidden');
  const issuedAt = setting.clock.now();
  const expiresAt = issuedAt + setting.behaviour.iamTokenLifetimeMs;
  const text = identity.issueToken(project.id, expiresAt);
  return {
    status: 201,
    headers: { 'X-Subject-Token': text },
    body: { token: describe(user, project, issuedAt, expiresAt) },
  };
}

function describe(user: IamUserRecord, project: IamUserRecord['projects'][number], issued: number, expires: number) {
  const domain = { id: 'd78cbac186b744899480f25bd022f468', name: user.domain };
  return {
    methods: ['password'],
    expires_at: toIamTime(expires),
    issued_at: toIamTime(issued),
    user: { id: '7116d09f88fa41908676fdd4b039e95b', name: user.name, domain, password_expires_at: '' },
    project: { ...project, domain },
    roles: [{ id: '0', name: 'readonly' }],
    catalog: [],
  };
}

function isUser(body: unknown, user: IamUserRecord): boolean {
  const identity = at(body, 'auth', 'identity');
  const methods = at(identity, 'methods');
  const given = at(identity, 'password', 'user');
  return (
    Array.isArray(methods) &&
    methods.includes('password') &&
    at(given, 'name') === user.name &&
    at(given, 'password') === user.password &&
    at(given, 'domain', 'name') === user.domain
  );
}

function findProject(body: unknown, user: IamUserRecord): IamUserRecord['projects'][number] | undefined {
  const scope = at(body, 'auth', 'scope', 'project');
  return user.projects.find(({ id, name }) => at(scope, 'id') === id || at(scope, 'name') === name);
}

function parse(request: CloudRequest): unknown {
  try {
    return JSON.parse(request.body);
  } catch {
    return undefined;
  }
}

function at(value: unknown, ...path: readonly string[]): unknown {
  let here = value;
  for (const name of path) here = isRecord(here) ? here[name] : undefined;
  return here;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

/** `2026-11-22T08:00:00.000000Z` */
function toIamTime(time: number): string {
  return new Date(time).toISOString().replace('Z', '000Z');
}

function toIamError(code: number, title: string): CloudReply {
  return { status: code, body: { error: { message: `${title}.`, code, title } } };
}
