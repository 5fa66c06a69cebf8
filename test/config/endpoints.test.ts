import { describe, expect, it } from 'vitest';
import { endpointOf, iamEndpointOf } from '../../src/config/endpoints.js';

describe('an endpoint is known from provider and region', () => {
  it.each([
    ['HUAWEI_CSS', 'cn-north-4', 'https://css.cn-north-4.myhuaweicloud.com/'],
    ['HUAWEI_CSS', 'cn-north-1', 'https://es.cn-north-1.myhuaweicloud.com/'],
    ['HUAWEI_CSS', 'cn-east-2', 'https://es.cn-east-2.myhuaweicloud.com/'],
    ['HUAWEI_CSS', 'eu-west-101', 'https://css.eu-west-101.myhuaweicloud.com/'],
    ['HUAWEI_DWS', 'cn-north-1', 'https://dws.cn-north-1.myhuaweicloud.com/'],
    ['HUAWEI_DWS', 'tr-west-1', 'https://dws.tr-west-1.myhuaweicloud.cn/'],
    ['HUAWEI_DWS', 'eu-west-101', 'https://dws.eu-west-101.myhuaweicloud.eu/'],
    ['HUAWEI_GEMINIDB', 'cn-north-4', 'https://gaussdb-nosql.cn-north-4.myhuaweicloud.com/'],
    ['HUAWEI_GEMINIDB', 'eu-west-101', 'https://gaussdb-nosql.eu-west-101.myhuaweicloud.eu/'],
    ['QINGCLOUD', 'pek3a', 'https://api.qingcloud.com/iaas/'],
  ] as const)('%s in %s is at %s', (provider, region, url) => {
    expect(endpointOf(provider, region).href).toBe(url);
  });

  it('so is the one that sells tokens', () => {
    expect(iamEndpointOf('cn-north-4').href).toBe('https://iam.cn-north-4.myhuaweicloud.com/');
  });
});
