import type { SimulatedAccount } from '../../src/simulator/index.js';
import { createSigner } from '../signer.js';
import { aliasName, ALIASES, aliasNumber, FLEET, SEARCH, TABLES, type BenchAccount } from '../setting.js';
import { startFleet } from './fleet.js';
import { Recorder, type Recorded } from './recorder.js';
import { RecordedServer } from './server.js';

/** A message to the upstream: a new behaviour, or a request for a report. */
export type UpstreamOrder = Behaviour | 'report';

export interface Behaviour {
  readonly delayMs: number;
  /** Whether no two responses are equal. */
  readonly isChanging: boolean;
}

export interface UpstreamReport {
  readonly calls: number;
  /** Calls with a wrong signature. */
  readonly invalid: number;
  /**
   * Responses of the simulator with another status than 200, since the last behaviour was set. They are not recorded. A store
   * that is filled before has some: it reads beyond the rows that CSS documents, once for each account.
   */
  readonly failed: number;
  readonly recordings: number;
}

/** The benchmark's names of the simulated accounts. */
const NAMES = new Map([
  ['search-europe', SEARCH],
  ['search-prod', FLEET],
  ['tables', TABLES],
]);

const clouds = await startFleet();
const accounts = clouds.accounts.filter(hasKey);
const recorder = new Recorder(accounts.map(toRecorded));
const server = new RecordedServer(recorder);
const port = await server.listen();

function hasKey(account: SimulatedAccount): account is KeyAccount {
  return NAMES.has(account.name);
}

type KeyAccount = SimulatedAccount & BenchAccount;

function toRecorded({ provider, projectId, endpoint, auth }: KeyAccount): Recorded {
  // The simulated clouds, whose clock stands still, reject signatures that differ by more than 15 minutes.
  const now = () => clouds.clock.now();
  const sign = createSigner(auth.accessKeyId, auth.secretAccessKey, new URL(endpoint).host, now);
  const base = `/${provider === 'huawei-css' ? 'v1.0' : 'v3'}/${projectId}`;
  return { base, origin: endpoint, secretAccessKey: auth.secretAccessKey, sign };
}

/** The same account many times, under project ids that the upstream maps to the recorded one. */
function toAliases({ name, provider, region, projectId, auth }: KeyAccount): BenchAccount[] {
  return Array.from({ length: ALIASES }, (_, index) => ({
    name: aliasName(NAMES.get(name) ?? name, index),
    provider,
    region,
    projectId: `${projectId}-${aliasNumber(index)}`,
    endpoint: `http://127.0.0.1:${port}`,
    auth,
  }));
}

process.on('message', (order: UpstreamOrder) => {
  if (order !== 'report') {
    server.delayMs = order.delayMs;
    recorder.isChanging = order.isChanging;
    recorder.failed = 0;
    process.send?.('done');
    return;
  }
  const { invalid, failed, size } = recorder;
  const report: UpstreamReport = { calls: server.calls, invalid, failed, recordings: size };
  process.send?.(report);
});
process.on('disconnect', () => {
  process.exit();
});
process.send?.(accounts.flatMap(toAliases));
