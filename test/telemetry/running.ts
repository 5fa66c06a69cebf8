import { onTestFinished } from 'vitest';
import { pino } from 'pino';
import { createJobgraph, type Configuration, type ConfigurationAccount } from '../../src/index.js';
import { startClouds, type Clouds, type CloudsOptions } from '../../src/simulator/index.js';
import { traceFields } from '../../src/telemetry/active.js';

export interface Running {
  readonly clouds: Clouds;
  readonly url: string;
  readonly lines: readonly Record<string, unknown>[];
  /** Sends a query and resolves with the response's body. */
  readonly query: (query: string, headers?: Readonly<Record<string, string>>, variables?: object) => Promise<unknown>;
  /** The text of one scrape. */
  readonly scrape: () => Promise<string>;
  readonly metricsUrl: () => URL;
  readonly close: () => Promise<void>;
}

interface Options {
  readonly clouds?: CloudsOptions;
  readonly telemetry?: Configuration['telemetry'];
  readonly limits?: Configuration['limits'];
  readonly store?: Configuration['store'];
  /** Changes the accounts of the simulated clouds. */
  readonly accounts?: (accounts: readonly ConfigurationAccount[]) => readonly ConfigurationAccount[];
}

/** Jobgraph's server over simulated clouds, with metrics for Prometheus. All is closed after the test. */
export async function serveWithTelemetry(options: Options = {}): Promise<Running> {
  const { telemetry, limits = {}, accounts = unchanged } = options;
  const clouds = await startClouds({ size: 'small', ...options.clouds });
  const lines: Record<string, unknown>[] = [];
  const write = (line: string) => void lines.push(JSON.parse(line) as Record<string, unknown>);
  const logger = pino({ mixin: traceFields }, { write });
  const configuration: Configuration = {
    accounts: accounts(clouds.accounts),
    limits,
    ...(options.store && { store: options.store }),
    telemetry: { prometheus: { port: 0 }, ...telemetry },
  };
  const jobgraph = await createJobgraph(configuration, { logger });
  const server = await jobgraph.startServer({ port: 0 });
  let closing: Promise<void> | undefined;
  const close = () =>
    (closing ??= server
      .close()
      .then(() => jobgraph.close())
      .then(() => clouds.close()));
  onTestFinished(close);
  const metricsUrl = () => {
    const line = lines.find(({ msg }) => msg === 'metrics are served at /metrics');
    return new URL(`http://127.0.0.1:${String(line?.['port'])}/metrics`);
  };
  return {
    clouds,
    url: server.url,
    lines,
    query: async (query, headers = {}, variables = {}) => {
      const response = await fetch(new URL('graphql', server.url), {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify({ query, variables }),
      });
      return response.json();
    },
    scrape: async () => (await fetch(metricsUrl())).text(),
    metricsUrl,
    close,
  };
}

const unchanged = (accounts: readonly ConfigurationAccount[]) => accounts;

/** The samples of one series: its labels and its value. */
export function samplesOf(scrape: string, name: string): { labels: Record<string, string>; value: number }[] {
  return scrape.split('\n').flatMap((line) => {
    const [, found, labels = '', value] = /^(\w+)(?:\{(.*)\})? (\S+)$/.exec(line) ?? [];
    if (found !== name) return [];
    const pairs = [...labels.matchAll(/(\w+)="((?:[^"\\]|\\.)*)"/g)].map(([, key = '', text = '']) => [key, text]);
    return { labels: Object.fromEntries(pairs) as Record<string, string>, value: Number(value) };
  });
}
