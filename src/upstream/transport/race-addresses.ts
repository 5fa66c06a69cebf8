import type { LookupAddress } from 'node:dns';
import type { Socket } from 'node:net';

// RFC 8305, section 5: "A default value of 250 milliseconds is RECOMMENDED."
const ATTEMPT_DELAY_MS = 250;

/**
 * The first TCP connection to any of the addresses. When one has failed, or has not connected within 250 ms, the next
 * one is tried as well, while earlier attempts continue. Rejects with the last error, or with the signal's reason.
 */
export function raceAddresses(
  addresses: readonly LookupAddress[],
  open: (address: string) => Socket,
  signal: AbortSignal,
): Promise<Socket> {
  const waiting = interleave(addresses);
  const connecting = new Set<Socket>();
  return new Promise((resolve, reject) => {
    let timer: NodeJS.Timeout | undefined;
    const stop = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', abort);
      for (const socket of connecting) socket.destroy();
    };
    const abort = () => {
      stop();
      reject(signal.reason as Error);
    };
    const tryNext = () => {
      clearTimeout(timer);
      const next = waiting.shift();
      if (next === undefined) return;
      const socket = open(next.address);
      connecting.add(socket);
      const fail = (error: Error) => {
        connecting.delete(socket);
        if (waiting.length > 0) tryNext();
        else if (connecting.size === 0) {
          stop();
          reject(error);
        }
      };
      socket.on('error', fail).once('connect', () => {
        connecting.delete(socket);
        socket.off('error', fail);
        stop();
        resolve(socket);
      });
      timer = setTimeout(tryNext, ATTEMPT_DELAY_MS);
    };
    signal.addEventListener('abort', abort);
    tryNext();
  });
}

/** IPv6 and IPv4 in turn, beginning with the family that the system prefers. */
function interleave(addresses: readonly LookupAddress[]): LookupAddress[] {
  const first = addresses[0]?.family;
  const preferred = addresses.filter(({ family }) => family === first);
  const others = addresses.filter(({ family }) => family !== first);
  return preferred
    .flatMap((address, index) => [address, ...others.slice(index, index + 1)])
    .concat(others.slice(preferred.length));
}
