import http from 'node:http';
import type { CloudName, Clouds } from '../../src/simulator/index.js';
import type { Received, Responder } from '../support/fault-server.js';

/** What a simulated cloud answered. */
export interface Told {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
}

/** The right answers of one cloud, for a fault server that stands before it. */
export interface Backend {
  /** Asks the cloud what the fault server was asked, word for word: signatures stay good. */
  readonly ask: (received: Received) => Promise<Told>;
  /** Answers as the cloud does, but for what `change` makes of it. */
  readonly changed: (change: (told: Told, received: Received) => Told) => Responder;
  /** Answers as the cloud does. */
  readonly right: Responder;
}

export function openBackend(clouds: Clouds, cloud: CloudName): Backend {
  const origin = new URL(clouds.originOf(cloud));
  const ask = (received: Received) => forward(origin, received);
  const changed =
    (change: (told: Told, received: Received) => Told): Responder =>
    (socket, received) => {
      void ask(received).then((told) => socket.write(toResponse(change(told, received))));
    };
  return { ask, changed, right: changed((told) => told) };
}

function forward({ hostname, port }: URL, { method, target, headers }: Received): Promise<Told> {
  return new Promise((resolve, reject) => {
    const request = http.request({ hostname, port, method, path: target, headers, agent: false }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => {
        const body: unknown = JSON.parse(Buffer.concat(chunks).toString());
        resolve({ status: response.statusCode ?? 0, headers: { date: response.headers.date ?? '' }, body });
      });
    });
    request.on('error', reject).end();
  });
}

function toResponse({ status, headers, body }: Told): string {
  const text = JSON.stringify(body);
  const fields = { ...headers, 'content-type': 'application/json', 'content-length': String(Buffer.byteLength(text)) };
  const lines = Object.entries(fields).map(([name, value]) => `${name}: ${value}\r\n`);
  return `HTTP/1.1 ${status} Status\r\n${lines.join('')}\r\n${text}`;
}
