import { expect, test } from 'vitest';
import { createSecret } from '../../../src/config/secret.js';
import { createSigner } from '../../../src/providers/qingcloud/signer.js';
import { KEY } from './cloud.js';

const sign = createSigner(KEY, 'pek3a');
const NOW = new Date('2026-11-21T00:00:00.987Z');

/** The request of the documentation's example. */
const EXAMPLE = {
  action: 'RunInstances',
  count: '1',
  image_id: 'centos64x86a',
  instance_name: 'demo',
  instance_type: 'small_b',
  login_mode: 'passwd',
  login_passwd: 'QingCloud20130712',
  'vxnets.1': 'vxnet-0',
};
const EXAMPLE_TIME = new Date('2013-08-27T14:30:10Z');

function targetOf(query: Record<string, string | undefined>, path = '/iaas/', now = NOW) {
  return sign({ method: 'GET', path, query }, now).target;
}

test("The documentation's example has the published signature", () => {
  const signature = targetOf(EXAMPLE, '/iaas/', EXAMPLE_TIME).split('&signature=')[1];
  expect(decodeURIComponent(signature ?? '')).toBe('byjccvWIvAftaq+oublemagH3bYAlDWxxLFAzAsyslw=');
});

test('The zone is signed', () => {
  const { target } = createSigner(KEY, 'pek1')({ method: 'GET', path: '/iaas/', query: EXAMPLE }, EXAMPLE_TIME);
  expect(decodeURIComponent(target.split('&signature=')[1] ?? '')).toBe('32bseYy39DOlatuewpeuW5vpmW51sD1A/JdGynqSpP8=');
});

test.each([
  [
    'jobs by id',
    { action: 'DescribeClusterJobs', app: 'app-tg3lbp0a', 'jobs.1': 'j-etkt94ebqra', limit: '1' },
    '/iaas/?access_key_id=QYACCESSKEYIDEXAMPLE&action=DescribeClusterJobs&app=app-tg3lbp0a&jobs.1=j-etkt94ebqra&limit=1&signature_method=HmacSHA256&signature_version=1&time_stamp=2026-11-21T00%3A00%3A00Z&version=1&zone=pek3a&signature=YS5Nkfn%2FTVZYtbBNCU%2FAmGGrjWpk%2BgN6tLwQnVDE3Q4%3D',
  ],
  [
    'jobs by status',
    {
      action: 'DescribeClusterJobs',
      app: 'app-tg3lbp0a',
      'status.1': 'working',
      'status.2': 'failed',
      offset: '20',
      limit: '100',
      verbose: '0',
      'jobs.1': undefined,
    },
    '/iaas/?access_key_id=QYACCESSKEYIDEXAMPLE&action=DescribeClusterJobs&app=app-tg3lbp0a&limit=100&offset=20&signature_method=HmacSHA256&signature_version=1&status.1=working&status.2=failed&time_stamp=2026-11-21T00%3A00%3A00Z&verbose=0&version=1&zone=pek3a&signature=iepbSlsZjSteIL3bjuhXBH15TBHqH193rVnkrqy%2FhEQ%3D',
  ],
  [
    'clusters by a name that needs every kind of encoding',
    {
      action: 'DescribeClusters',
      'apps.1': 'app-tg3lbp0a',
      'clusters.1': 'cl-q1witcdk',
      'clusters.2': 'cl-xi3aoihf',
      search_word: 'my cluster/a+b~c*集群',
      limit: '100',
      reverse: '1',
    },
    '/iaas/?access_key_id=QYACCESSKEYIDEXAMPLE&action=DescribeClusters&apps.1=app-tg3lbp0a&clusters.1=cl-q1witcdk&clusters.2=cl-xi3aoihf&limit=100&reverse=1&search_word=my%20cluster%2Fa%2Bb~c%2A%E9%9B%86%E7%BE%A4&signature_method=HmacSHA256&signature_version=1&time_stamp=2026-11-21T00%3A00%3A00Z&version=1&zone=pek3a&signature=YQTGQpE9S44zvWgDoKeIEGyH86AT3m9X5b9V15VZ4sw%3D',
  ],
])("A request for %s has the signature of QingCloud's Python SDK", (_, query, target) => {
  expect(targetOf(query)).toBe(target);
});

test('Parameters are sorted by name, not by name and value', () => {
  const ids = Object.fromEntries(Array.from({ length: 11 }, (_, index) => [`jobs.${index + 1}`, 'j-1']));
  expect([...targetOf(ids).matchAll(/jobs\.\d+/g)].map(([name]) => name).slice(0, 4)).toEqual([
    'jobs.1',
    'jobs.10',
    'jobs.11',
    'jobs.2',
  ]);
});

test('The path is signed as sent, with or without its last slash', () => {
  expect(targetOf({}, '/iaas')).toMatch(/^\/iaas\?/);
  expect(targetOf({}, '/iaas').split('signature=')[1]).not.toBe(targetOf({}, '/iaas/').split('signature=')[1]);
});

test('Each attempt has its own time stamp', () => {
  expect(targetOf({}, '/iaas/', new Date('2026-11-21T00:01:01Z'))).toContain('time_stamp=2026-11-21T00%3A01%3A01Z&');
});

test('A lone surrogate in a value does not stop the signing', () => {
  expect(targetOf({ app: '\ud800' })).toContain('app=%EF%BF%BD&');
});

test('A temporary key sends and signs its token, with another signature version', () => {
  const temporary = createSigner({ ...KEY, token: createSecret('eyJ.tok') }, 'pek3a');
  const { target } = temporary(
    { method: 'GET', path: '/iam/', query: { action: 'DescribeClusterJobs', app: 'app-tg3lbp0a' } },
    NOW,
  );
  expect(target).toContain('&signature_version=2&');
  expect(target).toContain('&token=eyJ.tok&');
  // Computed with QingCloud's Python SDK.
  expect(decodeURIComponent(target.split('&signature=')[1] ?? '')).toBe('aXtt8nArlNfM684MUVbtYO5Mckdd5RgKb1V1zIdgGWM=');
});
