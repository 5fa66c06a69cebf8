import { randomUUID } from 'node:crypto';
import type { ApolloServerPlugin } from '@apollo/server';
import type { MeterProvider } from '@opentelemetry/api';
import type { TelemetryConfig } from '../config/config.js';
import type { Account } from '../domain/provider.js';
import type { ProviderAccount } from '../providers/provider.js';
import type { RequestObserver } from '../server/observer.js';
import type { StoreObserver } from '../sync/observer.js';
import type { Logger, UpstreamObserver } from '../upstream/index.js';
import { createStateObserver } from './account-state.js';
import { createAttemptObserver } from './attempts.js';
import { Histograms } from './histogram.js';
import { createInstruments } from './instruments.js';
import { createStoreObserver } from './stored.js';
import { observeAccounts } from './lists.js';
import { createOperationPlugin } from './operations.js';
import { createPageObserver, type PageObserver } from './pages.js';
import { createRequestObserver } from './requests.js';
import type { ReaderOptions } from './prometheus.js';
import { type StartSpan, startWith } from './spans.js';

/** The observers of the parts of Jobgraph. */
export interface Telemetry {
  readonly requestObserver: RequestObserver;
  readonly plugin: ApolloServerPlugin;
  readonly upstreamObservers: readonly UpstreamObserver[];
  readonly storeObserver: StoreObserver;
  /** From now on these accounts are observed, and no others. */
  observeAccounts(accounts: readonly ProviderAccount[]): ObservedAccounts;
}

export interface ObservedAccounts {
  /** Their calls are recognized by their purpose and list. */
  readonly accounts: readonly ProviderAccount[];
  readonly pageRead: PageObserver;
}

export interface RunningTelemetry extends Telemetry {
  /** The port of the Prometheus endpoint, if there is one. */
  readonly prometheusPort: number | undefined;
  /** Sends what was recorded, and stops. */
  close(): Promise<void>;
}

interface TelemetryOptions {
  readonly meterProvider: MeterProvider;
  readonly histograms: Histograms;
  /** `undefined` without traces. */
  readonly startSpan?: StartSpan | undefined;
}

const SCOPE = 'jobgraph';

/** Observes Jobgraph through OpenTelemetry's API. */
function createTelemetry({ meterProvider, histograms, startSpan }: TelemetryOptions): Telemetry {
  const meter = meterProvider.getMeter(SCOPE);
  const instruments = createInstruments(meter, histograms);
  const state = createStateObserver(meter, instruments);
  return {
    requestObserver: createRequestObserver(instruments, startSpan),
    plugin: createOperationPlugin(instruments, startSpan),
    upstreamObservers: [createAttemptObserver(instruments, startSpan), state],
    storeObserver: createStoreObserver(meter, instruments),
    observeAccounts: (opened) => {
      const accounts = opened.map(({ account }) => account);
      state.keepAccounts(new Set(accounts.map(({ name }) => name)));
      return { accounts: observeAccounts(opened, startSpan), pageRead: createPageObserver(accounts, instruments) };
    },
  };
}

/** Series of one instrument: each account has a few dozen, and the SDK's default of 2,000 is soon used up. */
const SERIES_PER_ACCOUNT = 200;

/** Starts OpenTelemetry's SDK with the configured settings. Rejects if the Prometheus port cannot be opened. */
export async function startTelemetry(
  config: TelemetryConfig,
  accounts: readonly Account[],
  { logger, version }: { readonly logger: Logger; readonly version: string },
): Promise<RunningTelemetry> {
  const { resourceFromAttributes } = await import('@opentelemetry/resources');
  const sdk = await import('@opentelemetry/sdk-metrics');
  const cardinalityLimit = 2000 + accounts.length * SERIES_PER_ACCOUNT;
  const resource = resourceFromAttributes({
    'service.name': 'jobgraph',
    'service.version': version,
    'service.instance.id': randomUUID(),
  });
  const histograms = new Histograms(SCOPE, resource);
  const metricProducers = [histograms];
  const endpoint = config.prometheus && (await openEndpoint(config.prometheus, { cardinalityLimit, metricProducers }));
  const otlp = config.otlp && (await (await import('./otlp.js')).createOtlpExporters(config.otlp, logger));
  const pushing =
    otlp &&
    new sdk.PeriodicExportingMetricReader({
      exporter: otlp.metrics,
      exportIntervalMillis: 60_000,
      metricProducers,
      cardinalityLimits: { default: cardinalityLimit },
    });
  const readers = [endpoint?.reader, pushing].filter((reader) => reader !== undefined);
  const meterProvider = new sdk.MeterProvider({ resource, readers });
  if (endpoint) logger.info({ port: endpoint.port }, 'metrics are served at /metrics');
  const tracing = otlp && (await createTracing(otlp.traces));
  const startSpan = tracing && startWith({ ...tracing, resource, scope: SCOPE });
  return {
    ...createTelemetry({ meterProvider, histograms, startSpan }),
    prometheusPort: endpoint?.port,
    close: async () => {
      // A collector that cannot be reached must not fail the shutdown; the exporter has logged it.
      await Promise.allSettled([tracing?.processor.shutdown(), meterProvider.shutdown()]);
    },
  };
}

async function openEndpoint(address: NonNullable<TelemetryConfig['prometheus']>, options: ReaderOptions) {
  const { openPrometheusEndpoint } = await import('./prometheus.js');
  return openPrometheusEndpoint(address, options);
}

type OtlpExporters = Awaited<ReturnType<(typeof import('./otlp.js'))['createOtlpExporters']>>;

/**
 * A thousand lists of one query are a thousand spans at once. Larger batches take less processor time for each span: a W1
 * with the default of 512 took a tenth more.
 */
const BATCHES = { maxQueueSize: 8192, maxExportBatchSize: 2048, scheduledDelayMillis: 1000 };

/** What the SDK does for spans: it makes their identities, and sends those that ended. */
async function createTracing(exporter: OtlpExporters['traces']) {
  const sdk = await import('@opentelemetry/sdk-trace');
  return { ids: new sdk.RandomIdGenerator(), processor: new sdk.BatchSpanProcessor({ exporter, ...BATCHES }) };
}
