import type { IncomingHttpHeaders } from 'node:http';
import type { CloudName } from './account.js';
import type { Behaviour } from './behaviour.js';
import type { SimulatedClock } from './clock.js';
import type { Random } from './random.js';
import type { FleetSize } from './size.js';
import type { AccountState } from './account-state.js';

/** A request as a cloud received it. */
export interface CloudRequest {
  readonly cloud: CloudName;
  readonly method: string;
  /** As on the request line, still encoded, without the query. */
  readonly path: string;
  /** As on the request line, still encoded, without the question mark. */
  readonly rawQuery: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  /** The X-Request-Id of the response. */
  readonly requestId: string;
}

/** A response. A string or an iterable of strings (a slow body) is sent as it is, anything else as JSON. */
export interface CloudReply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: unknown;
}

/** A failure of the server: no response at all, or a broken connection. */
export type Fault = 'hang' | 'reset';

/** One cloud behind one server of its own. */
export interface Service {
  readonly cloud: CloudName;
  /** The path of an endpoint in an account's configuration; '' for none, '/iaas/' at QingCloud. */
  readonly basePath: string;
  /** The accounts that use this cloud; none for IAM. */
  readonly states: readonly AccountState[];
  respond(request: CloudRequest): CloudReply;
}

/** The options of every service. */
export interface Setting {
  readonly clock: SimulatedClock;
  readonly random: Random;
  readonly size: FleetSize;
  /** Read at every request: tests change it while the clouds run. */
  readonly behaviour: Behaviour;
}
