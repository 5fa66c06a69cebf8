/** The domain of Huawei Cloud, and its two other forms. */
const DOMAIN = 'myhuaweicloud.com';
const OWN_DOMAINS = [DOMAIN, 'myhuaweicloud.cn', 'myhuaweicloud.eu'];

/**
 * Hosts that differ from `SERVICE.REGION.myhuaweicloud.com` in huaweicloud-sdk-nodejs-v3: CssRegion.ts, DwsRegion.ts,
 * GaussDBforNoSQLRegion.ts and IamRegion.ts.
 */
const IRREGULAR_HOSTS: Readonly<Record<string, string>> = {
  'css.cn-north-1': 'es.cn-north-1.myhuaweicloud.com',
  'css.cn-east-2': 'es.cn-east-2.myhuaweicloud.com',
  'dws.cn-south-4': 'dws.cn-south-4.myhuaweicloud.cn',
  'dws.cn-north-12': 'dws.cn-north-12.myhuaweicloud.cn',
  'dws.cn-east-4': 'dws.cn-east-4.myhuaweicloud.cn',
  'dws.tr-west-1': 'dws.tr-west-1.myhuaweicloud.cn',
  'dws.ap-southeast-4': 'dws.ap-southeast-4.myhuaweicloud.cn',
  'dws.eu-west-101': 'dws.eu-west-101.myhuaweicloud.eu',
  'gaussdb-nosql.eu-west-101': 'gaussdb-nosql.eu-west-101.myhuaweicloud.eu',
  'iam.eu-west-101': 'iam.eu-west-101.myhuaweicloud.eu',
};

/** A service's endpoint in a region. `cloud`: the domain of another cloud with the same services. */
export function endpointOf(service: string, region: string, cloud = DOMAIN): URL {
  const irregular = cloud === DOMAIN ? IRREGULAR_HOSTS[`${service}.${region}`] : undefined;
  return new URL(`https://${irregular ?? `${service}.${region}.${cloud}`}`);
}

/** Whether a host is Huawei Cloud's own and in this region. */
export function isOwnHost(hostname: string, region: string): boolean {
  return OWN_DOMAINS.some((domain) => hostname.endsWith(`.${region}.${domain}`));
}
