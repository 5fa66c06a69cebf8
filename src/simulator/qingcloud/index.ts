import type { SimulatedKey } from '../account.js';
import type { CloudReply, CloudRequest, Service, Setting } from '../service.js';
import type { Action } from './action.js';
import { authenticate, type QingCloudKey } from './authenticate.js';
import { describeClusterJobs } from './describe-cluster-jobs.js';
import { describeClusters } from './describe-clusters.js';
import type { QingCloudState } from './state.js';
import { ACCOUNTS, createState } from './fleet.js';
import { readParameters, demand, type Parameters } from './parameters.js';
import { illegalParameter, RequestError, toErrorReply } from './error-reply.js';

/** The key of the documentation's signing example, so that its signature is valid here. */
const KEY: SimulatedKey = { accessKeyId: 'QYACCESSKEYIDEXAMPLE', secretAccessKey: 'SECRETACCESSKEY' };

const ACTIONS: ReadonlyMap<string, Action> = new Map([
  ['DescribeClusters', describeClusters],
  ['DescribeClusterJobs', describeClusterJobs],
]);

export interface QingCloud extends Service {
  /** A new temporary key, with a token. */
  issueKey(expiresAt: number): Required<SimulatedKey>;
}

/** QingCloud: one endpoint for all zones and all actions. */
export function createQingCloud(setting: Setting): QingCloud {
  const { behaviour, clock } = setting;
  const states = ACCOUNTS.map((account) => createState(setting, account, KEY));
  const keys = new Map<string, QingCloudKey>([[KEY.accessKeyId, KEY]]);
  const random = setting.random.fork('qingcloud/keys');
  const respond = (request: CloudRequest): CloudReply => {
    if (!/^\/iaas\/?$/.test(request.path)) return NOT_FOUND;
    try {
      const parameters = readParameters(request);
      authenticate(request, parameters, keys, clock.now());
      const action = findAction(request, parameters);
      return { status: 200, body: action(findZone(states, parameters), parameters, behaviour) };
    } catch (error) {
      if (error instanceof RequestError) return toErrorReply(error);
      throw error;
    }
  };
  const issueKey = (expiresAt: number) => {
    const key = {
      accessKeyId: `TMP${random.hex(17).toUpperCase()}`,
      secretAccessKey: random.hex(40),
      securityToken: random.hex(100),
    };
    keys.set(key.accessKeyId, { ...key, expiresAt });
    return key;
  };
  return { cloud: 'qingcloud', basePath: '/iaas/', states, respond, issueKey };
}

const NOT_FOUND: CloudReply = {
  status: 404,
  headers: { 'Content-Type': 'text/html' },
  body: '<html><head><title>404 Not Found</title></head><body><h1>404 Not Found</h1></body></html>',
};

function findAction({ method }: CloudRequest, parameters: Parameters): Action {
  const action = ACTIONS.get(demand(parameters, 'action'));
  const isMethod = method === 'GET' || method === 'POST';
  if (action === undefined || !isMethod) throw new RequestError(1101, 'InvailidRequestMethod, illegal action');
  return action;
}

/** "注意要小写": zones are written in lower case. */
function findZone(states: readonly QingCloudState[], parameters: Parameters): QingCloudState {
  const zone = demand(parameters, 'zone');
  const state = states.find((each) => each.zone === zone);
  if (state === undefined) throw illegalParameter('zone');
  return state;
}
