import { lookup as lookupByDns, type LookupAddress } from 'node:dns';
import { connect as connectTcp, isIP, type Socket } from 'node:net';
import { buildConnector, errors } from 'undici';
import { raceAddresses } from './race-addresses.js';

const KEEP_ALIVE_DELAY_MS = 60_000;

export interface ConnectorOptions {
  /** Milliseconds for name resolution, TCP and TLS together. */
  readonly timeoutMs: number;
  readonly resolve?: (hostname: string) => Promise<readonly LookupAddress[]>;
  /** Starts one TCP connection. */
  readonly open?: (address: string, port: number) => Socket;
}

/**
 * Connects as RFC 8305 ("Happy Eyeballs") describes. Node's own `autoSelectFamily` gives up each address but the last
 * after 250 ms, so a provider with two addresses and a longer round trip could never be connected to.
 */
export function createConnector({
  timeoutMs,
  resolve = resolveByDns,
  open = (host, port) => connectTcp({ host, port }),
}: ConnectorOptions): buildConnector.connector {
  // Explicit, because NODE_TLS_REJECT_UNAUTHORIZED=0 would otherwise disable the check.
  const secure = buildConnector({ rejectUnauthorized: true, allowH2: false, timeout: timeoutMs });

  const connect = async (options: buildConnector.Options, signal: AbortSignal): Promise<Socket> => {
    const { hostname, protocol } = options;
    const isSecure = protocol === 'https:';
    const port = Number(options.port === '' ? (isSecure ? 443 : 80) : options.port);
    const family = isIP(hostname);
    const addresses = family === 0 ? await resolve(hostname) : [{ address: hostname, family }];
    signal.throwIfAborted();
    const socket = await raceAddresses(addresses, (address) => open(address, port), signal);
    socket.setKeepAlive(true, KEEP_ALIVE_DELAY_MS).setNoDelay(true);
    return isSecure ? handshake({ ...options, httpSocket: socket }, signal) : socket;
  };

  const handshake = (options: buildConnector.Options & { httpSocket: Socket }, signal: AbortSignal): Promise<Socket> =>
    new Promise((done, reject) => {
      const fail = (error: Error) => {
        options.httpSocket.destroy();
        reject(error);
      };
      const abort = () => {
        fail(signal.reason as Error);
      };
      signal.addEventListener('abort', abort);
      secure(options, (error, socket) => {
        signal.removeEventListener('abort', abort);
        // undici leaves out the second argument after an error.
        if (error === null) done(socket);
        else fail(error);
      });
    });

  return (options, callback) => {
    const controller = new AbortController();
    const timer = setTimeout(() => {
      controller.abort(new errors.ConnectTimeoutError());
    }, timeoutMs);
    const timedOut = new Promise<never>((_, reject) => {
      controller.signal.addEventListener('abort', () => {
        reject(controller.signal.reason as Error);
      });
    });
    Promise.race([connect(options, controller.signal), timedOut])
      .finally(() => {
        clearTimeout(timer);
      })
      .then(
        (socket) => {
          callback(null, socket);
        },
        (error: unknown) => {
          callback(error as Error, null);
        },
      );
  };
}

function resolveByDns(hostname: string): Promise<readonly LookupAddress[]> {
  return new Promise((resolve, reject) => {
    lookupByDns(hostname, { all: true }, (error, addresses) => {
      if (error === null) resolve(addresses);
      else reject(error);
    });
  });
}
