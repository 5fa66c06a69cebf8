import type { Responder } from '../support/fault-server.js';

/** Faults of HTTP framing and connections that only these tests need. */

/** Sends header lines for ever. */
export const slowHeaders: Responder = (socket) => {
  socket.write('HTTP/1.1 200 OK\r\n');
  const timer = setInterval(() => socket.write('x-still: here\r\n'), 10);
  socket.on('close', () => {
    clearInterval(timer);
  });
};

/** Two Content-Length headers that differ: a client that trusts the first would read the rest as another response. */
export const twoLengths: Responder = (socket) => {
  socket.write('HTTP/1.1 200 OK\r\ncontent-length: 2\r\ncontent-length: 40\r\n\r\n{}');
};

/** Content-Length together with chunked encoding. */
export const lengthAndChunks: Responder = (socket) => {
  socket.write('HTTP/1.1 200 OK\r\ncontent-length: 5\r\ntransfer-encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n');
};

export const negativeLength: Responder = (socket) => {
  socket.end('HTTP/1.1 200 OK\r\ncontent-length: -1\r\n\r\n{}');
};

/** A keep-alive race: the first connection that is reused closes at that moment. */
export function closingOnFirstReuse(responder: Responder): Responder {
  let isOver = false;
  return (socket, received) => {
    if (isOver || received.reuse === 0) responder(socket, received);
    else socket.destroy();
    isOver ||= received.reuse > 0;
  };
}
