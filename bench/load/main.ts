import type { LoadOrder, LoadReport } from './order.js';
import { Connection, type Answer } from './connection.js';

/** Sends requests one after the other over each connection until the time is up; tells how long each took. */
async function run(order: LoadOrder): Promise<LoadReport> {
  const connections = Array.from({ length: order.connections }, () => new Connection(order.port));
  const times: number[] = [];
  let [next, wrong] = [order.first, 0];
  const one = async (connection: Connection) => {
    const index = next++ % order.bodies.length;
    const began = performance.now();
    const answer = await connection.ask(order.bodies[index] ?? '');
    times.push(performance.now() - began);
    if (!isRight(answer, order.bytes[index])) wrong++;
  };
  const began = performance.now();
  const end = began + order.seconds * 1000;
  if (order.isBurst) {
    while (performance.now() < end) await Promise.all(connections.map(one));
  } else {
    await Promise.all(
      connections.map(async (connection) => {
        while (performance.now() < end) await one(connection);
      }),
    );
  }
  const seconds = (performance.now() - began) / 1000;
  await Promise.all(connections.map((connection) => connection.close()));
  times.sort((a, b) => a - b);
  return { requests: times.length, seconds, wrong, medianMs: at(times, 0.5), p95Ms: at(times, 0.95) };
}

/** An answer was compared with the others before; here its length says that it is the same. */
function isRight({ status, bytes }: Answer, expected: number | undefined): boolean {
  return status === 200 && (expected === undefined || bytes === expected);
}

function at(sorted: readonly number[], part: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN;
}

process.on('message', (order: LoadOrder) => {
  void run(order).then((report) => process.send?.(report));
});
process.on('disconnect', () => {
  process.exit();
});
