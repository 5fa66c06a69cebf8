import { onTestFinished } from 'vitest';
import type { HuaweiAccountConfig } from '../../../src/providers/huawei/account.js';
import type { ConfiguredKey } from '../../../src/providers/shared/access-key.js';
import { createSecret } from '../../../src/config/secret.js';
import { CredentialSources } from '../../../src/providers/shared/credential-sources.js';
import {
  createFrozenClock,
  startClouds,
  type Behaviour,
  type Clouds,
  type CloudsOptions,
} from '../../../src/simulator/index.js';
import type { UpstreamObserver } from '../../../src/upstream/index.js';
import { openAccount, operate, type HuaweiProvider } from './cloud.js';

/** Simulated clouds with a clock that the test advances, and accounts whose keys the clouds issue. */
export async function openMachine(behaviour: Partial<Behaviour> = {}, options: CloudsOptions = {}) {
  const simulated = createFrozenClock(Date.now());
  const clouds = await startClouds({ clock: simulated, behaviour, ...options });
  onTestFinished(() => clouds.close());
  const clock = { now: () => simulated.now(), elapsed: () => simulated.now() };
  const warnings: string[] = [];
  const renewals: (string | undefined)[] = [];
  const observer: UpstreamObserver = { credentialRenewed: ({ error }) => renewals.push(error?.code) };
  const logger = { info: () => undefined, warn: (_: object, message: string) => warnings.push(message) };
  const sources = new CredentialSources({ clock, logger, observers: [observer] });
  const { projectId, endpoint, auth } = huaweiAccount(clouds, 'search-prod');
  if (!('accessKeyId' in auth)) throw new Error('The account has no access key.');
  const permanent: ConfiguredKey = {
    accessKeyId: auth.accessKeyId,
    secretAccessKey: createSecret(auth.secretAccessKey),
  };
  return {
    clouds,
    warnings,
    /** The error codes of renewals; `undefined` for a success. */
    renewals,
    permanent,
    advance: (ms: number) => {
      simulated.advance(ms);
    },
    /** Opens an account at CSS. Its `list` makes one call. */
    open: (own: HuaweiAccountConfig['auth'], provider: HuaweiProvider = 'HUAWEI_CSS') => {
      const account = openAccount(provider, { endpoint: new URL(endpoint), projectId, auth: own, sources, clock });
      return { account, list: (operation = operate()) => account.probe(operation) };
    },
  };
}

export type Machine = Awaited<ReturnType<typeof openMachine>>;

/** The kinds of `auth` with keys that the simulated clouds issue. */
export const ISSUED = {
  metadata: ({ clouds }: Machine) => ({ metadata: { endpoint: new URL(clouds.originOf('metadata')) } }),
  agency: ({ clouds, permanent: from }: Machine) => ({
    agency: { endpoint: new URL(clouds.originOf('iam')), name: 'jobgraph', domain: 'acme', from },
  }),
} as const;

function huaweiAccount(clouds: Clouds, name: string) {
  const account = clouds.accounts.find((one) => one.name === name);
  if (account === undefined || account.provider === 'qingcloud') throw new Error(`There is no ${name}.`);
  return account;
}
