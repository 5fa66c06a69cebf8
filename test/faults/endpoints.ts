import { openFaultServer, REFUSING_URL } from '../support/fault-server.js';
import { hang } from '../support/responders.js';
import { selfSigned } from '../support/self-signed.js';
import type { Row } from './fault-table.js';

interface Endpoint {
  readonly url: URL;
  close(): Promise<void>;
}

const nothing = () => Promise.resolve();

/** Opens the endpoint of the given kind. The default is the fault server. */
export async function endpointOf(kind: Row['endpoint'], server: URL): Promise<Endpoint> {
  switch (kind) {
    case undefined:
      return { url: server, close: nothing };
    case 'nameless':
      return { url: new URL('https://jobgraph.invalid'), close: nothing };
    case 'refusing':
      return { url: REFUSING_URL, close: nothing };
    case 'plain': {
      const plain = await openFaultServer([hang]);
      plain.greet('HTTP/1.1 400 Bad Request\r\n\r\n');
      return { url: new URL(`https://${plain.url.host}`), close: () => plain.close() };
    }
    case 'untrusted':
      return openFaultServer([hang], { tls: selfSigned });
    case 'silent': {
      // It accepts connections but never starts the TLS handshake.
      const deaf = await openFaultServer([hang]);
      return { url: new URL(`https://${deaf.url.host}`), close: () => deaf.close() };
    }
  }
}
