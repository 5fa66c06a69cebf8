import { buildSchema } from 'graphql';
import { setTimeout as delay } from 'node:timers/promises';
import type { Factories } from '../../src/app/factories.js';
import { run } from '../../src/cli/run.js';
import type { Config } from '../../src/config/config.js';
import { UpstreamError } from '../../src/domain/errors.js';
import type { ProviderAccount } from '../../src/providers/provider.js';
import { createOperation } from '../../src/upstream/index.js';

const SDL = 'type Query { hello: String slow: String }\n';

/** `slow` resolves shortly after this process receives SIGTERM. */
const stopping = new Promise<void>((resolve) =>
  process.once('SIGTERM', () => {
    resolve();
  }),
);
const root = {
  hello: 'world',
  slow: async () => {
    process.stdout.write('slow is running\n');
    await stopping;
    await delay(300);
    return 'done';
  },
};

const nothing = () => Promise.resolve();

/** The signal that this process receives while it starts. */
const { START_SIGNAL } = process.env;
const receiveStartSignal = () => {
  if (START_SIGNAL !== undefined) process.kill(process.pid, START_SIGNAL);
};

function toProvider(account: Config['accounts'][number]): ProviderAccount {
  const unused = () => {
    throw new Error('not part of a check');
  };
  return {
    account,
    jobScope: 'app',
    hidesDeletedClusters: true,
    clusters: unused,
    jobs: unused,
    getClusters: unused,
    lookupCalls: unused,
    probe: () =>
      account.name.startsWith('bad')
        ? Promise.reject(
            new UpstreamError('UPSTREAM_AUTH', account, 'The credentials are wrong.', { upstreamRequestId: 'r-1' }),
          )
        : Promise.resolve(),
  };
}

const factories: Factories = {
  readSdl: () => Promise.resolve(SDL),
  sync: () => {
    receiveStartSignal();
    return START_SIGNAL === undefined ? Promise.resolve([]) : delay(60_000, []);
  },
  forget: () => Promise.resolve(0),
  createGraph: () => {
    receiveStartSignal();
    const schema = buildSchema(SDL);
    for (const field of Object.values(schema.getQueryType()?.getFields() ?? {})) {
      field.resolve = () => (field.name === 'slow' ? root.slow() : root.hello);
    }
    return Promise.resolve({
      schema,
      createContext: () => ({}),
      formatError: (formatted) => formatted,
      close: nothing,
    });
  },
  createProviders: ({ accounts }) =>
    Promise.resolve({
      accounts: accounts.map(toProvider),
      createOperation: () => createOperation({ requestId: 'check', timeoutMs: 10_000, upstreamCalls: 10 }),
      close: nothing,
    }),
  startClouds: () =>
    Promise.resolve({
      accounts: [
        {
          name: 'simulated',
          provider: 'qingcloud',
          region: 'pek3a',
          endpoint: 'http://127.0.0.1:9/iaas/',
          auth: { accessKeyId: 'a', secretAccessKey: 'b' },
        },
      ],
      close: nothing,
    }),
};

await run(process, factories);
