import type { Service, Setting } from '../../service.js';
import { ACCOUNTS } from '../accounts.js';
import { createGateway, type RoutedCall } from '../gateway.js';
import type { Identity } from '../identity.js';
import { createGeminiDbState, type GeminiDbState } from './fleet.js';
import { listInstances } from './list-instances.js';
import { listJobs } from './list-jobs.js';

/** Huawei GeminiDB with one project. */
export function createGeminiDb(setting: Setting, identity: Identity): Service {
  const { behaviour, clock } = setting;
  const state = createGeminiDbState(setting, identity, ACCOUNTS.tables);
  const respond = createGateway({
    identity,
    clock,
    states: new Map([[ACCOUNTS.tables.projectId, state]]),
    routes: [
      { path: '/v3/{project_id}/instances', respond: listInstances },
      {
        path: '/v3/{project_id}/jobs',
        respond: (call: RoutedCall<GeminiDbState>) => listJobs(call, behaviour),
      },
    ],
  });
  return { cloud: 'geminidb', basePath: '', states: [state], respond };
}
