import { gzipSync } from 'node:zlib';
import type { Responder } from './fault-server.js';

type Headers = Readonly<Record<string, string>>;

/** A whole, well-formed response. */
export function reply(status: number, body: string | Buffer = '', headers: Headers = {}): Responder {
  const bytes = Buffer.from(body);
  return (socket) => {
    socket.write(head(status, { 'content-length': String(bytes.length), ...headers }));
    socket.write(bytes);
  };
}

export function json(value: unknown, headers: Headers = {}): Responder {
  return reply(200, JSON.stringify(value), { 'content-type': 'application/json', ...headers });
}

export const html = reply(200, '<html>Please log in</html>', { 'content-type': 'text/html' });
export const empty = reply(200);
export const badUtf8 = reply(200, Buffer.from('{"name":"\xff\xfe"}', 'latin1'));
export const gzipped = reply(200, gzipSync('{}'), { 'content-encoding': 'gzip' });
export const protoKey = reply(200, '{"__proto__":{"polluted":true},"\\u005f_proto__":{"polluted":true},"kept":1}');
export const deepJson = reply(200, '['.repeat(100_000) + ']'.repeat(100_000));

export function redirect(location: string): Responder {
  return reply(302, '', { location });
}

/** Delays a responder until `release` is called. */
export function held(responder: Responder): { readonly responder: Responder; readonly release: () => void } {
  const { promise, resolve } = Promise.withResolvers<undefined>();
  return {
    responder: (socket, received) => {
      void promise.then(() => {
        responder(socket, received);
      });
    },
    release: () => {
      resolve(undefined);
    },
  };
}

/** Never sends a byte. */
export const hang: Responder = () => undefined;

/** Sends one byte every 10 ms for ever, so that no timeout between bytes fires. */
export const drip: Responder = (socket) => {
  socket.write(head(200, { 'content-length': '100000' }));
  const timer = setInterval(() => socket.write(' '), 10);
  socket.on('close', () => {
    clearInterval(timer);
  });
};

export const closeAtOnce: Responder = (socket) => {
  socket.end();
};

export const resetAtOnce: Responder = (socket) => {
  socket.resetAndDestroy();
};

/** Ends the connection normally before `content-length` is reached. */
export const truncated: Responder = (socket) => {
  socket.end(`${head(200, { 'content-length': '1000' })}{"rows":[`);
};

export const truncatedChunks: Responder = (socket) => {
  socket.end(`${head(200, { 'transfer-encoding': 'chunked' })}5\r\n{"row\r\n`);
};

export const resetMidBody: Responder = (socket) => {
  socket.write(`${head(200, { 'content-length': '1000' })}{"rows":[`, () => {
    setImmediate(() => socket.resetAndDestroy());
  });
};

export const badFraming: Responder = (socket) => {
  socket.end(`${head(200, { 'transfer-encoding': 'chunked' })}this is no chunk size\r\n`);
};

export const notHttp: Responder = (socket) => {
  socket.end('SSH-2.0-OpenSSH_9.6\r\n');
};

export const largeHeader: Responder = (socket) => {
  socket.end(`${head(200, { 'x-large': 'x'.repeat(100_000), 'content-length': '2' })}{}`);
};

/** A chunked body of this size, so that no header has the size. */
export function endless(megabytes: number): Responder {
  const chunk = Buffer.concat([Buffer.from('100000\r\n'), Buffer.alloc(1024 * 1024, ' '), Buffer.from('\r\n')]);
  return (socket) => {
    socket.write(head(200, { 'transfer-encoding': 'chunked' }));
    let left = megabytes;
    const go = () => {
      while (left-- > 0) if (!socket.write(chunk)) return socket.once('drain', go);
      return socket.end('0\r\n\r\n');
    };
    go();
  };
}

/** A body smaller than every limit, in chunks of one byte. */
export const crumbs: Responder = (socket) => {
  socket.write(head(200, { 'transfer-encoding': 'chunked' }));
  socket.write(`${'1\r\n \r\n'.repeat(500_000)}0\r\n\r\n`);
};

/** Sends only a header with a large Content-Length. */
export const announcedHuge: Responder = (socket) => {
  socket.write(head(200, { 'content-length': String(300 * 1024 * 1024) }));
};

/** A keep-alive race: a connection closes when it is reused. */
export function closingOnReuse(responder: Responder): Responder {
  return (socket, received) => {
    if (received.reuse > 0) socket.destroy();
    else responder(socket, received);
  };
}

function head(status: number, headers: Headers): string {
  const fields = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  return `HTTP/1.1 ${status} Status\r\n${fields.join('')}\r\n`;
}
