import type { IncomingHttpHeaders } from 'node:http';
import type { CloudName } from './account.js';
import type { Behaviour } from './behaviour.js';
import type { SimulatedClock } from './clock.js';
import type { Random } from './random.js';
import type { FleetSize } from './size.js';
import type { AccountEstate } from './truth.js';

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
  /** What the answer carries as X-Request-Id. */
  readonly requestId: string;
}

/** An answer. A string or an iterable of strings (a slow body) goes out as it is, anything else as JSON. */
export interface CloudReply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: unknown;
}

/** What a server can do instead of answering: never answer, or break the connection. */
export type Fault = 'hang' | 'reset';

/** One cloud behind one server of its own. */
export interface Service {
  readonly cloud: CloudName;
  /** What the path of an endpoint is in an account's configuration; '' for none, '/iaas/' at QingCloud. */
  readonly basePath: string;
  /** The accounts that use this cloud; none for IAM. */
  readonly estates: readonly AccountEstate[];
  answer(request: CloudRequest): CloudReply;
}

/** What a service is made from. */
export interface Setting {
  readonly clock: SimulatedClock;
  readonly random: Random;
  readonly size: FleetSize;
  /** Read at every request: tests change it while the clouds run. */
  readonly behaviour: Behaviour;
}
