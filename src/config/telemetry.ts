import type { Static } from 'typebox';
import type { ProblemList } from './check.js';
import type { TelemetryConfig } from './config.js';
import { isLoopback } from './loopback.js';
import { prometheus, type File } from './schema.js';
import { HEADER, toSecret } from './values.js';

type TelemetryEntry = NonNullable<Static<typeof File>['telemetry']>;

const HEADER_NAME = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;

/** Reads where telemetry goes, or reports what the schema alone cannot check. */
export function readTelemetry({ prometheus: metrics, otlp }: TelemetryEntry, list: ProblemList): TelemetryConfig {
  return {
    ...(metrics && { prometheus: { ...prometheus.defaults, ...metrics } }),
    ...(otlp && { otlp: readCollector(otlp, list) }),
  };
}

function readCollector(
  { endpoint, headers = {} }: NonNullable<TelemetryEntry['otlp']>,
  { problems }: ProblemList,
): NonNullable<TelemetryConfig['otlp']> {
  const url = new URL(endpoint);
  const names = Object.keys(headers);
  if (url.protocol === 'http:' && !isLoopback(url.hostname) && names.length > 0) {
    const message = 'must be https, because `headers` would cross the network in plain text';
    problems.push({ path: 'telemetry.otlp.endpoint', message });
  }
  if (names.some((name) => !HEADER_NAME.test(name))) {
    problems.push({ path: 'telemetry.otlp.headers', message: 'has a key that is not the name of a header' });
  }
  const secrets = Object.entries(headers).map(([name, entry]) => {
    const report = (message: string) => problems.push({ path: `telemetry.otlp.headers.${name}`, message });
    return [name, toSecret(entry, report, HEADER)] as const;
  });
  return { endpoint: url, headers: Object.fromEntries(secrets) };
}
