import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What Jobgraph records during a measurement. `traces`: each request, and metrics. */
export const TELEMETRY_MODES = ['metrics', 'traces'] as const;
export type TelemetryMode = (typeof TELEMETRY_MODES)[number];

export interface Collector extends AsyncDisposable {
  /** For Jobgraph's configuration. */
  readonly keys: { readonly telemetry: object };
}

/** A collector that reads what it receives and keeps nothing. */
export async function startCollector(mode: TelemetryMode): Promise<Collector> {
  const server = createServer((request, response) => {
    request.resume().once('end', () => response.setHeader('content-type', 'application/json').end('{}'));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const otlp = mode === 'traces' ? { otlp: { endpoint: `http://127.0.0.1:${port}` } } : {};
  return {
    keys: { telemetry: { prometheus: { port: 0 }, ...otlp } },
    [Symbol.asyncDispose]: () =>
      new Promise<void>((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}
