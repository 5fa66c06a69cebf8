import type { CloudReply, Service, Setting } from '../../service.js';
import { ACCOUNTS } from '../accounts.js';
import type { HuaweiBehaviour } from '../behaviour.js';
import { createGateway, type RoutedCall } from '../gateway.js';
import type { Identity } from '../identity.js';
import { toDwsError } from './errors.js';
import { createDwsEstate, type DwsEstate } from './fleet.js';
import { toDwsCluster } from './rows.js';
import { listTasks } from './list-tasks.js';

type Call = RoutedCall<DwsEstate>;

/** Huawei Data Warehouse Service with an account that buys tokens and one that has temporary keys. */
export function createDws(setting: Setting, identity: Identity): Service {
  const { dwsClusters, dwsLargest } = setting.size;
  const { warehouse, analytics } = ACCOUNTS;
  const large = { clusters: dwsClusters, largest: dwsLargest };
  const small = { clusters: Math.ceil(dwsClusters / 2), largest: dwsLargest >> 4 };
  const estates = new Map<string, DwsEstate>([
    [warehouse.projectId, createDwsEstate(setting, identity, warehouse, large)],
    [analytics.projectId, createDwsEstate(setting, identity, analytics, small)],
  ]);
  const { behaviour, clock } = setting;
  const routes = [
    { path: '/v1.0/{project_id}/clusters', answer: listClusters },
    { path: '/v2/{project_id}/clusters', answer: listClusters },
    { path: '/v1.0/{project_id}/clusters/{cluster_id}', answer: (call: Call) => getCluster(call, behaviour) },
    {
      path: '/v2/{project_id}/clusters/{cluster_id}/logical-clusters/tasks',
      answer: (call: Call) => listTasks(call, behaviour),
    },
  ];
  const answer = createGateway({ identity, clock, estates, routes });
  return { cloud: 'dws', basePath: '', estates: [...estates.values()], answer };
}

/** All of them: DWS has no pages here. `count` is an "Integer", and a string in the example. */
function listClusters({ estate }: Call): CloudReply {
  const clusters = estate.newestClusters().map((cluster) => toDwsCluster(estate, cluster));
  return { status: 200, body: { clusters, count: String(clusters.length) } };
}

function getCluster({ estate, clusterId }: Call, behaviour: HuaweiBehaviour): CloudReply {
  const cluster = estate.cluster(clusterId);
  if (cluster === undefined) {
    return toDwsError(behaviour, 403, 'DWS.0015', 'No resources are found or the access is denied.');
  }
  return { status: 200, body: { cluster: toDwsCluster(estate, cluster) } };
}
