import type { Received, Responder } from '../support/fault-server.js';
import { json } from '../support/responders.js';
import { CANARIES } from './canaries.js';

const TIME = '2026-11-20T08:00:00';

const CLUSTER = { id: 'c1', cluster_id: 'cl-1', created: TIME, create_time: `${TIME}Z`, name: 'one', app_id: 'app-1' };

/** The personal data in a QingCloud job. */
const DIRECTIVE = JSON.stringify({ sender: CANARIES.directive, clusters: ['cl-1'], owner: CANARIES.directive });

const RESPONSES: readonly (readonly [RegExp, object])[] = [
  [
    /\/v3\/auth\/tokens/,
    { token: { issued_at: '2026-11-20T08:00:00.000000Z', expires_at: '2099-01-01T00:00:00.000000Z' } },
  ],
  [
    /securitytokens|securitykey/,
    {
      credential: {
        access: CANARIES.issuedKey,
        secret: CANARIES.issuedSecret,
        securitytoken: CANARIES.issuedToken,
        expires_at: '2099-01-01T00:00:00.000000Z',
      },
    },
  ],
  [/logs\/records/, { clusterLogRecord: [{ id: 'j1', createAt: 1_795_000_000_000, status: 'SUCCESS' }] }],
  [
    /logical-clusters\/tasks/,
    { count: 1, logical_cluster_tasks: [{ start_time: TIME, type: 'Grow', result: 'success' }] },
  ],
  [/\/jobs\?/, { total_count: 1, jobs: [{ id: 'j1', start_time: `${TIME}+0000`, instance: { id: 'c1' } }] }],
  [
    /action=DescribeClusterJobs/,
    { ret_code: 0, total_count: 1, job_set: [{ job_id: 'j-1', create_time: `${TIME}Z`, directive: DIRECTIVE }] },
  ],
  [/action=DescribeClusters/, { ret_code: 0, total_count: 1, cluster_set: [CLUSTER] }],
  [/\/instances/, { total_count: 1, instances: [CLUSTER] }],
  [/\/clusters\/c1/, { ...CLUSTER, cluster: CLUSTER }],
  [/\/clusters/, { clusters: [CLUSTER] }],
];

/** All four clouds and IAM at one address: one cluster each, with one job. */
export const validResponses: Responder = (socket, received) => {
  const body = RESPONSES.find(([pattern]) => pattern.test(received.target))?.[1] ?? {};
  json(body, { 'x-subject-token': CANARIES.iamToken, 'x-request-id': 'request-4711' })(socket, received);
};

/** The signatures of the requests. They must appear in no output. */
export function proofsOf(received: readonly Received[]): Readonly<Record<string, string>> {
  const proofs: Record<string, string> = {};
  received.forEach(({ target, headers }, index) => {
    const signature = new URL(target, 'http://localhost').searchParams.get('signature');
    if (signature !== null) proofs[`signature ${index}`] = signature;
    const signed = /Signature=(\w+)/.exec(headers['authorization'] ?? '')?.[1];
    if (signed !== undefined) proofs[`signature ${index}`] = signed;
  });
  return proofs;
}
