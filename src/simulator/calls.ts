import type { CloudName } from './account.js';

/** One call that a cloud has received. */
export interface UpstreamCall {
  readonly cloud: CloudName;
  readonly method: string;
  readonly path: string;
  /** Decoded; of a repeated name the last. */
  readonly query: Readonly<Record<string, string>>;
  /** `undefined` if there was no response. */
  readonly status: number | undefined;
}

/** Beyond this the oldest calls are forgotten, not the count: a benchmark makes millions. */
const KEPT = 20_000;

/** The calls that the clouds have received since the last reset. */
export interface CallLog {
  /** Oldest first. */
  list(cloud?: CloudName): readonly UpstreamCall[];
  count(cloud?: CloudName): number;
  reset(): void;
}

export interface CallRecorder extends CallLog {
  record(call: UpstreamCall): void;
}

export function createCallLog(): CallRecorder {
  let calls: UpstreamCall[] = [];
  const counts = new Map<CloudName, number>();
  return {
    record: (call) => {
      if (calls.length >= 2 * KEPT) calls = calls.slice(KEPT);
      calls.push(call);
      counts.set(call.cloud, (counts.get(call.cloud) ?? 0) + 1);
    },
    list: (cloud) => calls.filter((call) => cloud === undefined || call.cloud === cloud),
    count: (cloud) => (cloud === undefined ? counts.values().reduce((a, b) => a + b, 0) : (counts.get(cloud) ?? 0)),
    reset: () => {
      calls = [];
      counts.clear();
    },
  };
}
