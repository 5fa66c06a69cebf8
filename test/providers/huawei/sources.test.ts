import { describe, expect, it } from 'vitest';
import { setTimeout as delay } from 'node:timers/promises';
import { operate, settle } from './cloud.js';
import { ISSUED, openMachine, type Machine } from './machine.js';

const MINUTE = 60_000;
const SECOND = 1000;
const NONE_LEFT = 'There is no valid credential, and requesting one failed; calls that need it fail until it succeeds.';

/** The key requests that a simulated issuer received. */
function requests({ clouds }: Machine, form: keyof typeof ISSUED): number {
  const [cloud, path] = form === 'agency' ? (['iam', '/v3.0/'] as const) : (['metadata', '/openstack/'] as const);
  return clouds.calls.list(cloud).filter((call) => call.path.startsWith(path)).length;
}

describe.each(['metadata', 'agency'] as const)('A key from %s', (form) => {
  it('that lives two minutes is used for ten without a failed call and with one request at a time', async () => {
    const machine = await openMachine({ temporaryKeyLifetimeMs: 2 * MINUTE });
    const { list } = machine.open(ISSUED[form](machine));
    let [running, most] = [0, 0];
    machine.clouds.intercept(async ({ cloud, path, method }, respond) => {
      if (!(cloud === 'metadata' && method === 'GET') && !path.startsWith('/v3.0/')) return undefined;
      most = Math.max(most, ++running);
      const reply = respond();
      await delay(5);
      running--;
      return reply;
    });
    for (let second = 0; second < 600; second += 2) {
      machine.advance(2 * SECOND);
      await Promise.all(Array.from({ length: 5 }, () => list()));
      await settle();
    }
    expect(most).toBe(1);
    expect(requests(machine, form)).toBeGreaterThanOrEqual(5);
    expect(requests(machine, form)).toBeLessThanOrEqual(7);
    expect(machine.warnings).toEqual([]);
  });

  it('is requested once by all accounts that share it', async () => {
    const machine = await openMachine();
    const lists = (['HUAWEI_CSS', 'HUAWEI_CSS', 'HUAWEI_CSS'] as const).map(
      (provider) => machine.open(ISSUED[form](machine), provider).list,
    );
    await Promise.all(lists.flatMap((list) => Array.from({ length: 10 }, () => list())));
    expect(requests(machine, form)).toBe(1);
  });

  it('stays in use while its renewal fails, and that is logged once and observed', async () => {
    const machine = await openMachine({ temporaryKeyLifetimeMs: 100 * SECOND });
    const { list } = machine.open(ISSUED[form](machine));
    await list();
    const clear = machine.clouds.intercept(({ cloud }) =>
      cloud === 'metadata' || cloud === 'iam' ? { status: 503, body: {} } : undefined,
    );
    for (let second = 0; second < 98; second += 2) {
      machine.advance(2 * SECOND);
      await list();
      await settle();
    }
    expect(machine.warnings).toEqual(['Renewing a credential failed; the present one stays in use until it expires.']);
    expect(machine.renewals.slice(0, 2)).toEqual([undefined, 'UPSTREAM_UNAVAILABLE']);
    machine.advance(MINUTE);
    for (let call = 0; call < 5; call++) await expect(list()).rejects.toMatchObject({ code: 'UPSTREAM_UNAVAILABLE' });
    clear();
    machine.advance(MINUTE);
    await list();
    expect(machine.warnings.slice(1)).toEqual([NONE_LEFT, 'Requesting the credential succeeds again.']);
  });

  it('that has expired when it is issued is an error that names the issuer, and is not requested for each call', async () => {
    const machine = await openMachine({ temporaryKeyLifetimeMs: -MINUTE });
    const { list } = machine.open(ISSUED[form](machine));
    const peer = form === 'agency' ? 'IAM' : 'the metadata service';
    for (let call = 0; call < 5; call++) {
      await expect(list()).rejects.toMatchObject({
        code: 'UPSTREAM_INVALID',
        message: expect.stringMatching(/^(IAM|The metadata service)'s response has an expired access key\.$/) as string,
        failure: { peer },
      });
    }
    expect(requests(machine, form)).toBe(1);
    expect(machine.clouds.calls.count('css')).toBe(0);
  });

  it('from an issuer that is throttling is missing with an error that does not name the provider', async () => {
    const machine = await openMachine();
    const { list } = machine.open(ISSUED[form](machine));
    machine.clouds.intercept(({ cloud }) =>
      cloud === 'metadata' || cloud === 'iam'
        ? { status: 429, headers: { 'retry-after': '9999' }, body: '' }
        : undefined,
    );
    await expect(list()).rejects.toMatchObject({
      code: 'UPSTREAM_THROTTLED',
      message: expect.not.stringContaining('provider') as string,
    });
  });

  it('that the provider rejects is replaced, and the call is repeated', async () => {
    const machine = await openMachine();
    const { list } = machine.open(ISSUED[form](machine));
    await list();
    let rejections = 0;
    machine.clouds.intercept(({ cloud }) => {
      if (cloud !== 'css' || rejections++ > 0) return undefined;
      return { status: 401, body: { error_code: 'IAM.1108', error_msg: 'The securitytoken has expired.' } };
    });
    await list();
    expect(requests(machine, form)).toBe(2);
  });

  it('from an issuer that is down costs a few requests a minute, and every call gets the same clear error', async () => {
    const machine = await openMachine();
    const { list } = machine.open(ISSUED[form](machine));
    machine.clouds.intercept(({ cloud }) => (cloud === 'metadata' || cloud === 'iam' ? 'reset' : undefined));
    const messages = new Set<string>();
    for (let second = 0; second < 120; second += 2) {
      machine.advance(2 * SECOND);
      await list().catch((error: unknown) => messages.add(String(error)));
    }
    const peer = form === 'agency' ? 'IAM' : 'The metadata service';
    expect([...messages]).toEqual([`UpstreamError: ${peer} closed the connection.`]);
    expect(machine.warnings).toEqual([NONE_LEFT]);
    expect(requests(machine, form)).toBeLessThan(12);
  });
});

describe('The metadata service', () => {
  it.each(['required', 'optional', 'absent'] as const)(
    'gives a key where sessions are %s',
    async (metadataSessions) => {
      const machine = await openMachine({ metadataSessions });
      await machine.open(ISSUED.metadata(machine)).list();
      expect(requests(machine, 'metadata')).toBe(1);
    },
  );

  it('of a machine without an agency is called once a minute, and the error names the reason', async () => {
    const machine = await openMachine({ machineHasAgency: false });
    const { list } = machine.open(ISSUED.metadata(machine));
    for (let minute = 1; minute <= 3; minute++) {
      for (let call = 0; call < 5; call++) {
        await expect(list()).rejects.toMatchObject({
          code: 'UPSTREAM_AUTH',
          message: 'The metadata service has no access key: this machine has no agency.',
        });
      }
      expect(requests(machine, 'metadata')).toBe(minute);
      machine.advance(MINUTE);
    }
    machine.clouds.behaviour.machineHasAgency = true;
    await list();
  });
});

describe('An agency', () => {
  it.each([
    [{ name: 'other' }, 'UPSTREAM_FORBIDDEN', 'IAM does not let this access key assume the agency.'],
    [{ domain: 'other' }, 'UPSTREAM_FORBIDDEN', 'IAM does not let this access key assume the agency.'],
    [{ from: 'wrong' }, 'UPSTREAM_AUTH', 'IAM rejects the access key that assumes the agency.'],
  ] as const)('that may not be assumed (%j) is requested once a minute', async (wrong, code, message) => {
    const machine = await openMachine();
    const { agency } = ISSUED.agency(machine);
    const from = 'from' in wrong ? { ...agency.from, accessKeyId: 'AKWRONG' } : agency.from;
    const { list } = machine.open({ agency: { ...agency, ...wrong, from } });
    await expect(list()).rejects.toMatchObject({ code, message });
    for (let call = 0; call < 5; call++) await expect(list()).rejects.toMatchObject({ code });
    expect(requests(machine, 'agency')).toBe(1);
    machine.advance(MINUTE);
    await expect(list()).rejects.toMatchObject({ code });
    expect(requests(machine, 'agency')).toBe('from' in wrong ? 1 : 2);
  });

  it("is assumed although this machine's clock is off", async () => {
    const machine = await openMachine();
    machine.advance(60 * MINUTE);
    await machine.open(ISSUED.agency(machine)).list();
    expect(requests(machine, 'agency')).toBe(2);
  });

  it('costs one call of the operation that waits for its key', async () => {
    const machine = await openMachine();
    const operation = operate(2);
    await machine.open(ISSUED.agency(machine)).list(operation);
    expect(operation.takeCall()).toBe(false);
  });
});
