import { Connection, type Response } from './connection.js';
import type { LoadOrder, LoadReport, Until } from './order.js';

/** Sends one request at a time over each connection until the end of the run, and reports how long they took. */
async function run(order: LoadOrder): Promise<LoadReport> {
  const connections = Array.from({ length: order.connections }, () => new Connection(order.port));
  const times: number[] = [];
  let [started, wrong] = [0, 0];
  const sendOne = async (connection: Connection) => {
    const index = (order.first + started++) % order.bodies.length;
    const startedAt = performance.now();
    const response = await connection.send(order.bodies[index] ?? '');
    times.push(performance.now() - startedAt);
    if (!isExpected(response, order.bytes[index])) wrong++;
  };
  const startedAt = performance.now();
  const goesOn = () => !isOver(order.until, started, (performance.now() - startedAt) / 1000);
  if (order.isBurst) {
    while (goesOn()) await Promise.all(connections.map(sendOne));
  } else {
    await Promise.all(
      connections.map(async (connection) => {
        while (goesOn()) await sendOne(connection);
      }),
    );
  }
  const seconds = (performance.now() - startedAt) / 1000;
  await Promise.all(connections.map((connection) => connection.close()));
  times.sort((a, b) => a - b);
  return { requests: times.length, seconds, wrong, medianMs: at(times, 0.5), p95Ms: at(times, 0.95) };
}

function isOver(until: Until, requests: number, seconds: number): boolean {
  return 'seconds' in until ? seconds >= until.seconds : requests >= until.requests;
}

/** The content was compared before the measurement: here an equal length is enough. */
function isExpected({ status, bytes }: Response, expected: number | undefined): boolean {
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
