import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { IncomingHttpHeaders } from 'node:http';

/** Watches the requests to the server. Its methods return at once and never throw. */
export interface RequestObserver {
  requestStarted(request: StartedRequest): ObservedRequest;
}

export interface StartedRequest {
  readonly method: string;
  /** The pattern of the route, such as `/graphql`; `undefined` if there is none for the path. */
  readonly route: string | undefined;
  readonly headers: IncomingHttpHeaders;
}

export interface ObservedRequest {
  /** Runs the request's work; the observer recognizes what happens in it. */
  run<T>(work: () => T): T;
  /** `status`: `undefined` if the caller disconnected before the response. */
  ended(status: number | undefined): void;
}

declare module 'fastify' {
  interface FastifyRequest {
    observed: ObservedRequest | null;
  }
}

/** Reports all requests of a server. */
export function observeRequests(app: FastifyInstance, observer: RequestObserver): void {
  app.decorateRequest('observed', null);
  app.addHook('onRequest', (request, reply, done) => {
    const { method, headers, routeOptions } = request;
    const started = observer.requestStarted({ method, headers, route: routeOptions.url });
    request.observed = started;
    reply.raw.once('close', () => {
      started.ended(reply.raw.writableFinished ? reply.raw.statusCode : undefined);
    });
    done();
  });
}

/** Runs work on behalf of a request: its log lines and upstream calls are recognized as the request's. */
export function observed<T>(request: FastifyRequest, work: () => T): T {
  // Without an observer the property does not exist.
  const { observed: observation } = request as Partial<FastifyRequest>;
  return observation ? observation.run(work) : work();
}
