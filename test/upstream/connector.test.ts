import { Socket } from 'node:net';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createConnector, type ConnectorOptions } from '../../src/upstream/transport/connector.js';
import { openFaultServer } from '../support/fault-server.js';
import * as fault from '../support/responders.js';

const SLOW_MS = 400;
const NEVER = Infinity;

/** Connects to a host with these addresses. Each address connects after its delay in milliseconds, or fails. */
async function connectTo(
  addresses: Readonly<Record<string, number | 'fails'>>,
  options: Partial<ConnectorOptions> = {},
): Promise<{ connecting: Promise<Socket>; opened: string[]; sockets: Socket[] }> {
  const server = await openFaultServer([fault.json({})]);
  const opened: string[] = [];
  const sockets: Socket[] = [];
  onTestFinished(async () => {
    for (const socket of sockets) socket.destroy();
    await server.close();
  });
  const connect = createConnector({
    timeoutMs: 2000,
    resolve: () =>
      Promise.resolve(Object.keys(addresses).map((address) => ({ address, family: address.includes(':') ? 6 : 4 }))),
    open: (address) => {
      const socket = new Socket();
      opened.push(address);
      sockets.push(socket);
      const delayMs = addresses[address] ?? NEVER;
      if (delayMs === 'fails') {
        setImmediate(() => socket.destroy(Object.assign(new Error(), { code: 'ENETUNREACH' })));
      } else if (delayMs !== NEVER) setTimeout(() => socket.connect(Number(server.url.port), '127.0.0.1'), delayMs);
      return socket;
    },
    ...options,
  });
  const connecting = new Promise<Socket>((resolve, reject) => {
    connect({ hostname: 'css.example', protocol: 'http:', port: '' }, (error, socket) => {
      if (socket === null) reject(error);
      else resolve(socket);
    });
  });
  return { connecting, opened, sockets };
}

describe('a connection to a host with several addresses', () => {
  test.each<[string, Record<string, number | 'fails'>]>([
    ['a slow one before an unreachable one', { '192.0.2.1': SLOW_MS, '2001:db8::1': 'fails' }],
    ['a slow one after an unreachable one', { '2001:db8::1': 'fails', '192.0.2.1': SLOW_MS }],
    ['a slow one before one without a response', { '192.0.2.1': SLOW_MS, '2001:db8::1': NEVER }],
    ['a slow one after one without a response', { '2001:db8::1': NEVER, '192.0.2.1': SLOW_MS }],
    ['only slow ones', { '2001:db8::1': 2 * SLOW_MS, '192.0.2.1': 2 * SLOW_MS, '192.0.2.2': SLOW_MS }],
  ])('is made: %s', async (_title, addresses) => {
    const { connecting, sockets } = await connectTo(addresses);
    const connected = await connecting;
    expect(connected.destroyed).toBe(false);
    expect(sockets.filter((socket) => socket !== connected && !socket.destroyed)).toEqual([]);
  });

  test('tries the other family second', async () => {
    const { connecting, opened } = await connectTo({
      '2001:db8::1': 'fails',
      '2001:db8::2': 'fails',
      '192.0.2.1': 'fails',
      '192.0.2.2': 0,
    });
    await connecting;
    expect(opened).toEqual(['2001:db8::1', '192.0.2.1', '2001:db8::2', '192.0.2.2']);
  });

  test('uses no second address if the first one connects at once', async () => {
    const { connecting, opened } = await connectTo({ '192.0.2.1': 0, '192.0.2.2': 0 });
    await connecting;
    expect(opened).toEqual(['192.0.2.1']);
  });

  test('fails when all addresses have failed', async () => {
    const { connecting } = await connectTo({ '192.0.2.1': 'fails', '2001:db8::1': 'fails' });
    await expect(connecting).rejects.toMatchObject({ code: 'ENETUNREACH' });
  });

  test('fails at its timeout, and closes all sockets', async () => {
    const { connecting, sockets } = await connectTo({ '192.0.2.1': NEVER, '2001:db8::1': NEVER }, { timeoutMs: 500 });
    await expect(connecting).rejects.toMatchObject({ code: 'UND_ERR_CONNECT_TIMEOUT' });
    expect(sockets.map(({ destroyed }) => destroyed)).toEqual([true, true]);
  });

  test('fails if the name is not resolved before the timeout', async () => {
    const { connecting } = await connectTo({}, { timeoutMs: 100, resolve: () => new Promise(() => undefined) });
    await expect(connecting).rejects.toMatchObject({ code: 'UND_ERR_CONNECT_TIMEOUT' });
  });
});
