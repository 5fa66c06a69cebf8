import type { SimulatedClock } from '../clock.js';
import type { CloudReply, CloudRequest } from '../service.js';
import { authenticate } from './authenticate.js';
import type { Identity } from './identity.js';
import { decodeSegment } from './signature.js';

/** A call that has passed the gateway, for one project's state. */
export interface RoutedCall<E> {
  readonly state: E;
  readonly query: URLSearchParams;
  /** The path's second parameter; '' if it has none. */
  readonly clusterId: string;
}

export interface Route<E> {
  /** With `{project_id}` and, if need be, `{cluster_id}`. */
  readonly path: string;
  respond(call: RoutedCall<E>): CloudReply;
}

export interface GatewayParts<E> {
  readonly identity: Identity;
  readonly clock: SimulatedClock;
  /** By project. */
  readonly states: ReadonlyMap<string, E>;
  readonly routes: readonly Route<E>[];
}

/** Huawei's API gateway in front of one service: finds the API, authenticates the caller, and responds with its own errors. */
export function createGateway<E>(parts: GatewayParts<E>): (request: CloudRequest) => CloudReply {
  const routes = parts.routes.map((route) => ({ route, pattern: toPattern(route.path) }));
  return (request) => {
    for (const { route, pattern } of routes) {
      const groups = request.method === 'GET' ? pattern.exec(request.path)?.groups : undefined;
      if (groups !== undefined) return pass(parts, route, request, groups);
    }
    return toGatewayError(request, 404, 'APIGW.0101', 'The API does not exist or has not been published');
  };
}

function pass<E>(
  { identity, clock, states }: GatewayParts<E>,
  route: Route<E>,
  request: CloudRequest,
  groups: Record<string, string | undefined>,
): CloudReply {
  const result = authenticate(request, identity, clock.now());
  if ('code' in result) return toGatewayError(request, 401, result.code, result.reason);
  const project = groups['project_id'] ?? '';
  const state = result.projectIds.includes(project) ? states.get(project) : undefined;
  if (state === undefined) return toGatewayError(request, 403, 'APIGW.0302', 'The IAM user is not authorized');
  return route.respond({ state, query: request.query, clusterId: decodeSegment(groups['cluster_id'] ?? '') });
}

function toPattern(path: string): RegExp {
  return new RegExp(`^${path.replaceAll('.', '\\.').replace(/\{(\w+)\}/g, '(?<$1>[^/]+)')}$`);
}

function toGatewayError(request: CloudRequest, status: number, code: string, message: string): CloudReply {
  return {
    status,
    headers: { Server: 'api-gateway' },
    body: { error_msg: message, error_code: code, request_id: request.requestId },
  };
}
