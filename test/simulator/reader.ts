import {
  createFrozenClock,
  startClouds,
  type CloudName,
  type Clouds,
  type CloudsOptions,
} from '../../src/simulator/index.js';
import { sendRaw, type RawResponse } from './raw-request.js';

/** The project of the accounts search-prod, warehouse and tables. */
export const PROJECT = '0b06d044ea4f49f1a58b2bed2b0084bd';
export const START = Date.parse('2026-11-21T08:00:00Z');

/** Clouds with a frozen clock, and a function that reads from them with an IAM token. */
export interface Reader {
  readonly clouds: Clouds;
  /** `path`: the part after the project's id. */
  get(cloud: CloudName, version: string, path: string): Promise<RawResponse>;
}

export async function startReader(options: CloudsOptions = {}): Promise<Reader> {
  const clouds = await startClouds({ clock: createFrozenClock(START), ...options });
  const token = await buyToken(clouds);
  return {
    clouds,
    get: (cloud, version, path) =>
      sendRaw(`${clouds.originOf(cloud)}/${version}/${PROJECT}${path}`, { headers: { 'X-Auth-Token': token } }),
  };
}

/** The body of a token request for the IAM user of the account `warehouse`. */
export function toTokenRequest(clouds: Clouds, change: { password?: string; project?: object } = {}): string {
  const auth = clouds.accounts.find((account) => account.name === 'warehouse')?.auth;
  if (auth === undefined || !('iam' in auth)) throw new Error('The warehouse has no IAM user.');
  const { user, domain } = auth.iam;
  const password = change.password ?? auth.iam.password;
  const identity = { methods: ['password'], password: { user: { name: user, password, domain: { name: domain } } } };
  return JSON.stringify({ auth: { identity, scope: { project: change.project ?? { name: 'cn-north-4' } } } });
}

export async function buyToken(clouds: Clouds): Promise<string> {
  const body = toTokenRequest(clouds);
  const response = await sendRaw(`${clouds.originOf('iam')}/v3/auth/tokens`, { method: 'POST', body });
  return String(response.headers['x-subject-token']);
}
