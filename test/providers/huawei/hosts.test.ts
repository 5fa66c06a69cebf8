import { Region } from '@huaweicloud/huaweicloud-sdk-core/region/region.js';
import { GaussDBforNoSQLRegion } from '@huaweicloud/huaweicloud-sdk-gaussdbfornosql/v3/GaussDBforNoSQLRegion.js';
import { describe, expect, it } from 'vitest';
import { endpointOf, isOwnHost } from '../../../src/providers/huawei/hosts.js';

/** The regions of CssRegion.ts, DwsRegion.ts and IamRegion.ts of huaweicloud-sdk-nodejs-v3, by the domain of their hosts. */
const REGIONS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  css: {
    'myhuaweicloud.com':
      'cn-south-1 cn-east-3 cn-north-4 cn-north-2 cn-north-9 cn-south-4 cn-southwest-2 ap-southeast-2 ap-southeast-3 ' +
      'ap-southeast-1 sa-brazil-1 na-mexico-1 la-north-2 af-south-1 la-south-2 cn-south-2 tr-west-1 ap-southeast-4 ' +
      'ae-ad-1 cn-east-5 my-kualalumpur-1 eu-west-101 af-north-1 ru-moscow-1 me-east-1',
  },
  dws: {
    'myhuaweicloud.com':
      'cn-north-9 cn-east-3 cn-east-2 cn-north-1 cn-north-4 cn-southwest-2 cn-north-2 cn-south-1 ap-southeast-1 ' +
      'ap-southeast-2 ap-southeast-3 af-south-1 la-south-2 sa-brazil-1 na-mexico-1 la-north-2 cn-east-5',
    'myhuaweicloud.cn': 'tr-west-1 ap-southeast-4 cn-south-4 cn-north-12 cn-east-4',
    'myhuaweicloud.eu': 'eu-west-101',
  },
  iam: {
    'myhuaweicloud.com':
      'cn-north-2 cn-north-4 cn-north-1 cn-east-2 cn-east-3 cn-south-1 cn-south-2 cn-southwest-2 ap-southeast-1 ' +
      'ap-southeast-2 ap-southeast-3 af-south-1 sa-brazil-1 la-south-2 na-mexico-1 la-north-2 cn-north-9 eu-west-0 ' +
      'my-kualalumpur-1 ru-moscow-1 me-east-1',
    'myhuaweicloud.eu': 'eu-west-101',
  },
};

const HOSTS = Object.entries(REGIONS).flatMap(([service, domains]) =>
  Object.entries(domains).flatMap(([domain, regions]) =>
    regions.split(' ').map((region) => ({ service, region, host: `${service}.${region}.${domain}` })),
  ),
);

describe('The endpoint of a Huawei service', () => {
  it.each([
    ...HOSTS,
    { service: 'css', region: 'cn-north-1', host: 'es.cn-north-1.myhuaweicloud.com' },
    { service: 'css', region: 'cn-east-2', host: 'es.cn-east-2.myhuaweicloud.com' },
  ])('$service in $region is the same as in the official SDK', ({ service, region, host }) => {
    expect(endpointOf(service, region).href).toBe(`https://${host}/`);
  });

  it('is the same as in the installed SDK in all regions of GeminiDB', () => {
    const values: readonly unknown[] = Object.values(GaussDBforNoSQLRegion);
    const known = values.filter((value) => value instanceof Region);
    expect(known.length).toBeGreaterThan(20);
    for (const { id, endpoints } of known) {
      expect(endpoints).toContain(endpointOf('gaussdb-nosql', id).origin);
    }
  });

  it.each([
    ['css', 'eu-de', 'otc.t-systems.com', 'https://css.eu-de.otc.t-systems.com/'],
    ['iam', 'eu-ch2', 'sc.otc.t-systems.com', 'https://iam.eu-ch2.sc.otc.t-systems.com/'],
    ['dws', 'eu-west-101', 'cloud.example', 'https://dws.eu-west-101.cloud.example/'],
    ['css', 'cn-north-1', 'myhuaweicloud.com', 'https://es.cn-north-1.myhuaweicloud.com/'],
  ])('%s in %s of the cloud %s is %s', (service, region, cloud, url) => {
    expect(endpointOf(service, region, cloud).href).toBe(url);
  });
});

describe("Huawei Cloud's own host", () => {
  it.each(HOSTS.map(({ host, region }) => [host, region]))('is %s in %s', (host, region) => {
    expect(isOwnHost(host, region)).toBe(true);
  });

  it.each([
    ['css.cn-north-4.myhuaweicloud.com.evil.example', 'cn-north-4'],
    ['css.cn-north-4.evil-myhuaweicloud.com', 'cn-north-4'],
    ['css.cn-north-4.myhuaweicloud.org', 'cn-north-4'],
    ['css-cn-north-4.myhuaweicloud.com', 'cn-north-4'],
    ['css.xcn-north-4.myhuaweicloud.com', 'cn-north-4'],
    ['css.cn-north-4.myhuaweicloud.com', 'cn-north-1'],
    ['cn-north-4.myhuaweicloud.com', 'cn-north-4'],
    ['css.eu-de.otc.t-systems.com', 'eu-de'],
    ['127.0.0.1', 'cn-north-4'],
  ])('is not %s in %s', (host, region) => {
    expect(isOwnHost(host, region)).toBe(false);
  });
});
