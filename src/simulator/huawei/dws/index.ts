import type { CloudReply, Service, Setting } from '../../service.js';
import { ACCOUNTS } from '../accounts.js';
import type { HuaweiBehaviour } from '../behaviour.js';
import { createGateway, type RoutedCall } from '../gateway.js';
import type { Identity } from '../identity.js';
import { toDwsError } from './errors.js';
import { createDwsState, type DwsState } from './fleet.js';
import { toDwsCluster } from './rows.js';
import { listTasks } from './list-tasks.js';

type Call = RoutedCall<DwsState>;

/** Huawei Data Warehouse Service with one account that uses tokens and one that has temporary keys. */
export function createDws(setting: Setting, identity: Identity): Service {
  const { dwsClusters, dwsLargest } = setting.size;
  const { warehouse, analytics } = ACCOUNTS;
  const large = { clusters: dwsClusters, largest: dwsLargest };
  const small = { clusters: Math.ceil(dwsClusters / 2), largest: dwsLargest >> 4 };
  const states = new Map<string, DwsState>([
    [warehouse.projectId, createDwsState(setting, identity, warehouse, large)],
    [analytics.projectId, createDwsState(setting, identity, analytics, small)],
  ]);
  const { behaviour, clock } = setting;
  const routes = [
    { path: '/v1.0/{project_id}/clusters', respond: listClusters },
    { path: '/v2/{project_id}/clusters', respond: listClusters },
    { path: '/v1.0/{project_id}/clusters/{cluster_id}', respond: (call: Call) => getCluster(call, behaviour) },
    {
      path: '/v2/{project_id}/clusters/{cluster_id}/logical-clusters/tasks',
      respond: (call: Call) => listTasks(call, behaviour),
    },
  ];
  const respond = createGateway({ identity, clock, states, routes });
  return { cloud: 'dws', basePath: '', states: [...states.values()], respond };
}

/** All of them: DWS has no pages here. `count` is an "Integer", and a string in the example. */
function listClusters({ state }: Call): CloudReply {
  const clusters = state.newestClusters().map((cluster) => toDwsCluster(state, cluster));
  return { status: 200, body: { clusters, count: String(clusters.length) } };
}

function getCluster({ state, clusterId }: Call, behaviour: HuaweiBehaviour): CloudReply {
  const cluster = state.cluster(clusterId);
  if (cluster === undefined) {
    return toDwsError(behaviour, 403, 'DWS.0015', 'No resources are found or the access is denied.');
  }
  return { status: 200, body: { cluster: toDwsCluster(state, cluster) } };
}
