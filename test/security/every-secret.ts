import { CANARIES } from './canaries.js';

/** A configuration with every kind of secret, and all accounts at one endpoint. */
export const fileFor = (endpoint: string) => ({
  accounts: [
    {
      name: 'css',
      provider: 'huawei-css',
      ...at(endpoint),
      auth: { accessKeyId: CANARIES.cssKey, secretAccessKey: CANARIES.cssSecret },
    },
    {
      name: 'dws',
      provider: 'huawei-dws',
      ...at(endpoint),
      auth: { accessKeyId: CANARIES.dwsKey, secretAccessKey: CANARIES.dwsSecret, securityToken: CANARIES.dwsToken },
    },
    {
      name: 'geminidb',
      provider: 'huawei-geminidb',
      ...at(endpoint),
      auth: { iam: { endpoint, domain: 'acme', user: 'reader', password: CANARIES.iamPassword } },
    },
    {
      name: 'agency',
      provider: 'huawei-css',
      ...at(endpoint),
      auth: {
        agency: {
          endpoint,
          name: 'jobgraph',
          domain: 'acme',
          from: { accessKeyId: CANARIES.agencyKey, secretAccessKey: CANARIES.agencySecret },
        },
      },
    },
    { name: 'machine', provider: 'huawei-css', ...at(endpoint), auth: { metadata: { endpoint } } },
    {
      name: 'qingcloud',
      provider: 'qingcloud',
      region: 'pek3a',
      endpoint: `${endpoint}/iaas/`,
      auth: { accessKeyId: CANARIES.qingKey, secretAccessKey: CANARIES.qingSecret },
    },
  ],
  auth: { routerSecret: CANARIES.router },
  cursorKeys: [CANARIES.cursorNew, CANARIES.cursorOld],
  limits: { upstreamTimeoutMs: 500, requestTimeoutMs: 3000 },
  log: { level: 'trace' },
});

const at = (endpoint: string) => ({ region: 'cn-north-4', projectId: 'p1', endpoint });
