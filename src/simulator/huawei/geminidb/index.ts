import type { Service, Setting } from '../../service.js';
import { ACCOUNTS } from '../accounts.js';
import { createGateway, type RoutedCall } from '../gateway.js';
import type { Identity } from '../identity.js';
import { createGeminiDbEstate, type GeminiDbEstate } from './fleet.js';
import { listInstances } from './list-instances.js';
import { listJobs } from './list-jobs.js';

/** Huawei GeminiDB with one project. */
export function createGeminiDb(setting: Setting, identity: Identity): Service {
  const { behaviour, clock } = setting;
  const estate = createGeminiDbEstate(setting, identity, ACCOUNTS.tables);
  const answer = createGateway({
    identity,
    clock,
    estates: new Map([[ACCOUNTS.tables.projectId, estate]]),
    routes: [
      { path: '/v3/{project_id}/instances', answer: listInstances },
      {
        path: '/v3/{project_id}/jobs',
        answer: (call: RoutedCall<GeminiDbEstate>) => listJobs(call, behaviour),
      },
    ],
  });
  return { cloud: 'geminidb', basePath: '', estates: [estate], answer };
}
