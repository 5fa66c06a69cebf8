import http from 'node:http';
import type { CloudName, Clouds } from '../../src/simulator/index.js';
import type { Received, Responder } from '../support/fault-server.js';

/** A response of a simulated cloud. */
export interface BackendResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
}

/** A simulated cloud behind a fault server. */
export interface Backend {
  /** Forwards a request unchanged, so that its signature stays valid. */
  readonly forwardRequest: (received: Received) => Promise<BackendResponse>;
  /** Responds with the cloud's response after `change`. */
  readonly changed: (change: (response: BackendResponse, received: Received) => BackendResponse) => Responder;
  /** Responds with the cloud's response. */
  readonly unchanged: Responder;
}

export function openBackend(clouds: Clouds, cloud: CloudName): Backend {
  const origin = new URL(clouds.originOf(cloud));
  const forwardRequest = (received: Received) => forward(origin, received);
  const changed =
    (change: (response: BackendResponse, received: Received) => BackendResponse): Responder =>
    (socket, received) => {
      void forwardRequest(received).then((response) => socket.write(toResponse(change(response, received))));
    };
  return { forwardRequest, changed, unchanged: changed((response) => response) };
}

function forward({ hostname, port }: URL, { method, target, headers }: Received): Promise<BackendResponse> {
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

function toResponse({ status, headers, body }: BackendResponse): string {
  const text = JSON.stringify(body);
  const fields = { ...headers, 'content-type': 'application/json', 'content-length': String(Buffer.byteLength(text)) };
  const lines = Object.entries(fields).map(([name, value]) => `${name}: ${value}\r\n`);
  return `HTTP/1.1 ${status} Status\r\n${lines.join('')}\r\n${text}`;
}
