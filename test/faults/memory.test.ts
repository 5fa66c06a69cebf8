import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { expect, onTestFinished, test } from 'vitest';
import { toClusterId } from '../../src/domain/ids.js';
import { configFile, REAL, start } from '../cli/spawning.js';
import { openFaultServer, type Responder } from '../support/fault-server.js';
import { endless, json } from '../support/responders.js';

const RESPONSES = 64;
const RESPONSE_MB = 300;
const MAX_MB = 150;

const ACCOUNT = { name: 'search', provider: 'huawei-css', region: 'cn-north-4', projectId: 'p1' };
const AUTH = { accessKeyId: 'key', secretAccessKey: 'secret' };
const QUERY = 'query ($r: [_Any!]!) { _entities(representations: $r) { ... on Cluster { jobs { nodes { id } } } } }';

// Linux reports the peak memory of a process (VmHWM), and `clear_refs` resets it.
test.runIf(existsSync('/proc/self/clear_refs'))(
  `${RESPONSES} concurrent responses of ${RESPONSE_MB} MB take at most ${MAX_MB} MB of memory`,
  async () => {
    const server = await openFaultServer([json({ clusterLogRecord: [] })]);
    onTestFinished(() => server.close());
    const account = { ...ACCOUNT, endpoint: server.url.href, concurrency: RESPONSES, auth: AUTH };
    const log = { level: 'error' };
    const config = await configFile(JSON.stringify({ accounts: [account], auth: 'none', log }));
    const child = start(['serve', '--config', config, '--port', '0'], { main: REAL });
    const [, address = ''] = await child.printed(/(http:\/\/\S+:\d+\/)/);
    // Warms up: the signature is accepted, lazy modules are loaded, and the heap has its working size.
    for (const clusters of [1, ...Array<number>(20).fill(RESPONSES)])
      expect(await sendQuery(address, clusters)).toEqual([]);
    const restingMb = await megabytes(child.pid, 'VmRSS');
    await writeFile(`/proc/${child.pid}/clear_refs`, '5');

    const before = server.received.length;
    server.respondWith(allAtOnce(endless(RESPONSE_MB)));
    const errors = await sendQuery(address, RESPONSES);
    expect(server.received.length - before).toBeGreaterThanOrEqual(RESPONSES);
    expect(errors).toHaveLength(RESPONSES);
    const peakMb = await megabytes(child.pid, 'VmHWM');
    expect(peakMb - restingMb).toBeLessThanOrEqual(MAX_MB);
  },
);

/** Starts to respond when all requests have arrived. */
function allAtOnce(responder: Responder): Responder {
  const { promise, resolve } = Promise.withResolvers<undefined>();
  let waiting = 0;
  return (socket, received) => {
    if (++waiting === RESPONSES) resolve(undefined);
    void promise.then(() => {
      responder(socket, received);
    });
  };
}

/** Queries this number of clusters at once. Returns the codes of the errors. */
async function sendQuery(address: string, clusters: number): Promise<readonly string[]> {
  const r = Array.from({ length: clusters }, (_, index) => ({
    __typename: 'Cluster',
    id: toClusterId({ account: 'search', provider: 'HUAWEI_CSS', nativeId: `c${index}` }),
  }));
  const headers = { 'content-type': 'application/json' };
  const body = JSON.stringify({ query: QUERY, variables: { r } });
  const response = await fetch(`${address}graphql`, { method: 'POST', headers, body });
  const { errors = [] } = (await response.json()) as { errors?: { extensions: { code: string } }[] };
  return errors.map(({ extensions }) => extensions.code);
}

async function megabytes(pid: number, name: 'VmRSS' | 'VmHWM'): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  return Number(new RegExp(`${name}:\\s+(\\d+)`).exec(status)?.[1]) / 1024;
}
