import { onTestFinished } from 'vitest';
import type { ConfigurationAccount } from '../../src/index.js';
import type { Running } from '../telemetry/running.js';

export const JOBS = '{ clusterJobs(first: 20, filter: { statuses: [FAILED] }) { nodes { id } unavailable { code } } }';

/** Sends queries one after the other until the test is over. */
export function keepQuerying({ query }: Running, text: string | (() => string) = JOBS, inParallel = 1): void {
  let isOver = false;
  const run = async () => {
    while (!isOver) await query(typeof text === 'string' ? text : text()).catch(() => undefined);
  };
  const running = Array.from({ length: inParallel }, run);
  onTestFinished(async () => {
    isOver = true;
    await Promise.all(running);
  });
}

/** Has one account use the temporary key of an agency in place of its own key. */
export function withAgency(name: string) {
  return (accounts: readonly ConfigurationAccount[]): readonly ConfigurationAccount[] => {
    const user = accounts.flatMap(({ auth }) => ('iam' in auth ? [auth.iam] : []))[0];
    return accounts.map((account) => {
      if (account.name !== name || account.provider === 'qingcloud' || !('secretAccessKey' in account.auth))
        return account;
      const { accessKeyId, secretAccessKey } = account.auth;
      const from = { accessKeyId, secretAccessKey };
      return { ...account, auth: { agency: { endpoint: user?.endpoint, name: 'jobgraph', domain: 'acme', from } } };
    });
  };
}
