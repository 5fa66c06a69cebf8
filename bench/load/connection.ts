import { Client, type Dispatcher } from 'undici';

export interface Response {
  readonly status: number;
  readonly bytes: number;
}

const HEADERS = { 'content-type': 'application/json', accept: 'application/json' };

/** One connection that carries one request at a time. */
export class Connection {
  readonly #client: Client;

  constructor(port: number) {
    this.#client = new Client(`http://127.0.0.1:${port}`, { pipelining: 1, headersTimeout: 60_000 });
  }

  send(body: string): Promise<Response> {
    return new Promise((resolve, reject) => {
      this.#client.dispatch({ path: '/graphql', method: 'POST', headers: HEADERS, body }, counter(resolve, reject));
    });
  }

  close(): Promise<void> {
    return this.#client.close();
  }
}

function counter(resolve: (response: Response) => void, reject: (error: Error) => void): Dispatcher.DispatchHandler {
  let [status, bytes] = [0, 0];
  return {
    onRequestStart: () => undefined,
    onResponseStart: (_controller, code) => {
      status = code;
    },
    onResponseData: (_controller, chunk) => {
      bytes += chunk.length;
    },
    onResponseEnd: () => {
      resolve({ status, bytes });
    },
    onResponseError: (_controller, error) => {
      reject(error);
    },
  };
}
