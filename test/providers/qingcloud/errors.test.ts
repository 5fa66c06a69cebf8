import { expect, test } from 'vitest';
import { classify } from '../../../src/providers/qingcloud/errors.js';

function classOf(status: number, body: unknown) {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return classify({ status, headers: {}, text, serverTime: undefined });
}

test.each([
  [{ kind: 'rejected' }, 1100, 'InvailidRequestFormat, missing parameter [app]'],
  [{ kind: 'auth', signature: true }, 1200, 'AuthFailure, signature not matched'],
  [{ kind: 'auth', signature: false }, 1200, 'AuthFailure, illegal access key [QYACCESSKEYIDEXAMPLE]'],
  [{ kind: 'auth', signature: false }, 1200, undefined],
  [{ kind: 'clock-skew' }, 1300, 'RequestHasExpired'],
  [{ kind: 'forbidden' }, 1400, 'PermissionDenied, describe resource failed'],
  [{ kind: 'not-found' }, 2100, 'ResourceNotFound, resource [j-1] not found'],
  [{ kind: 'throttled' }, 2500, 'QuotasExceeded'],
  [{ kind: 'unavailable' }, 5000, 'InternalError'],
  [{ kind: 'unavailable' }, 5100, 'ServerBusy, the server is busy'],
  [{ kind: 'unavailable' }, 5300, 'ServerUpdating'],
  [{ kind: 'forbidden' }, 2400, 'the balance does not suffice'],
  [{ kind: 'forbidden' }, 4001, 'the licence has expired'],
  [{ kind: 'auth', signature: false }, 2000, 'SessionExpired'],
  [{ kind: 'auth', signature: false }, 1610, 'no such user'],
  [{ kind: 'unavailable' }, 5200, 'InsufficientResources'],
  [{ kind: 'unavailable' }, 5400, undefined],
])('An error with HTTP 200 is classified as %o for %i', (responseClass, ret_code, message) => {
  expect(classOf(200, { message, ret_code })).toEqual(responseClass);
  expect(classOf(200, { message, ret_code: String(ret_code) })).toEqual(responseClass);
});

test.each([1101, 1500, 2110, 2200, 3300, 8004, 9999, -1, 0.5])(
  'The code %f, which no request that is sent can cause, is invalid',
  (ret_code) => {
    expect(classOf(200, { message: 'Whatever, of usr-NzTfAWek', ret_code }).kind).toBe('invalid');
  },
);

test.each([0, '0'])('The code %o is a success', (ret_code) => {
  expect(classOf(200, { ret_code, job_set: [] })).toMatchObject({ kind: 'ok', body: { ret_code, job_set: [] } });
});

test.each([
  '',
  '<html>502</html>',
  'null',
  '[]',
  '[{"ret_code":0}]',
  '7',
  '{}',
  '{"ret_code":null}',
  '{"ret_code":""}',
])('The body %s without a code is invalid', (body) => {
  expect(classOf(200, body).kind).toBe('invalid');
});

test.each([
  [429, 'throttled'],
  [500, 'unavailable'],
  [502, 'unavailable'],
  [504, 'unavailable'],
  [401, 'auth'],
  [403, 'forbidden'],
  [400, 'invalid'],
  [404, 'invalid'],
  [409, 'invalid'],
  [412, 'invalid'],
  [204, 'invalid'],
])("A gateway's HTTP %i is classified as %s, with any body", (status, kind) => {
  expect(classOf(status, '<html><body>nginx</body></html>').kind).toBe(kind);
  expect(classOf(status, { ret_code: 0, job_set: [] }).kind).toBe(kind);
});

test.each([
  [400, 2500, 'throttled'],
  [400, 1400, 'forbidden'],
  [404, 1200, 'auth'],
  [409, 5300, 'unavailable'],
  [400, 9999, 'invalid'],
  [503, 1200, 'unavailable'],
  [403, 1200, 'forbidden'],
  [429, 1400, 'throttled'],
])('The HTTP status %i with the code %i is classified as %s', (status, ret_code, kind) => {
  expect(classOf(status, { message: 'Whatever', ret_code }).kind).toBe(kind);
});

test.each([
  ['<html>', /not JSON/],
  ['{}', /no ret_code/],
])('The reason for %s is %s', (body, reason) => {
  expect(classOf(200, body)).toMatchObject({ reason: expect.stringMatching(reason) as string });
});

test('No error class contains the message of the provider', () => {
  for (const ret_code of [1100, 1200, 1400, 2100, 9999, 'usr-NzTfAWek']) {
    expect(JSON.stringify(classOf(200, { message: 'usr-NzTfAWek', ret_code }))).not.toContain('usr-NzTfAWek');
  }
});
