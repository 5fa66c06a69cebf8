import type { CloudProvider } from '../domain/provider.js';

// Where Huawei's own SDK departs from `https://SERVICE.REGION.myhuaweicloud.com` (huaweicloud-sdk-nodejs-v3, the
// `*Region.ts` of each service).
const HUAWEI_HOSTS: Readonly<Record<string, string>> = {
  'css.cn-north-1': 'es.cn-north-1.myhuaweicloud.com',
  'css.cn-east-2': 'es.cn-east-2.myhuaweicloud.com',
  'dws.cn-south-4': 'dws.cn-south-4.myhuaweicloud.cn',
  'dws.cn-north-12': 'dws.cn-north-12.myhuaweicloud.cn',
  'dws.cn-east-4': 'dws.cn-east-4.myhuaweicloud.cn',
  'dws.tr-west-1': 'dws.tr-west-1.myhuaweicloud.cn',
  'dws.ap-southeast-4': 'dws.ap-southeast-4.myhuaweicloud.cn',
  'dws.eu-west-101': 'dws.eu-west-101.myhuaweicloud.eu',
  'gaussdb-nosql.eu-west-101': 'gaussdb-nosql.eu-west-101.myhuaweicloud.eu',
};

const SERVICES = { HUAWEI_CSS: 'css', HUAWEI_DWS: 'dws', HUAWEI_GEMINIDB: 'gaussdb-nosql' } as const;

/** Where a provider answers for a region, unless the account says otherwise. */
export function endpointOf(provider: CloudProvider, region: string): URL {
  // One host for all zones: "zone" is a parameter there.
  if (provider === 'QINGCLOUD') return new URL('https://api.qingcloud.com/iaas/');
  return huaweiEndpoint(SERVICES[provider], region);
}

/** Where Huawei sells tokens for a region, unless the account says otherwise. */
export function iamEndpointOf(region: string): URL {
  return huaweiEndpoint('iam', region);
}

function huaweiEndpoint(service: string, region: string): URL {
  return new URL(`https://${HUAWEI_HOSTS[`${service}.${region}`] ?? `${service}.${region}.myhuaweicloud.com`}`);
}
