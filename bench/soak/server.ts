import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const LONGEST_STOP_MS = 15_000;

export interface Server {
  readonly process: ChildProcess;
  readonly exit: Promise<unknown>;
}

/** Starts a server process. `probed`: its memory can be measured. */
export async function startServer(config: string, port: number, probed = false): Promise<Server> {
  const probe = fileURLToPath(new URL('probe.js', import.meta.url));
  const flags = probed ? ['--expose-gc', '--import', probe] : [];
  const words = [...flags, 'dist/main.js', 'serve', '--config', config, '--port', String(port)];
  const child = spawn(process.execPath, words, {
    stdio: probed ? ['ignore', 'pipe', 'inherit', 'ipc'] : ['ignore', 'pipe', 'inherit'],
  });
  const exit = once(child, 'exit');
  if (child.stdout === null) throw new Error('A server without standard output.');
  await once(child.stdout, 'data');
  return { process: child, exit };
}

/** Stops a server with SIGTERM. `isClean`: it ended with status 0 in time. */
export async function stopServer({ process: child, exit }: Server): Promise<{ isClean: boolean; outcome: string }> {
  const stopping = Date.now();
  child.kill('SIGTERM');
  await Promise.race([exit, delay(LONGEST_STOP_MS)]);
  const outcome = `status ${String(child.exitCode)}, ${Date.now() - stopping} ms after SIGTERM`;
  const isClean = child.exitCode === 0;
  if (child.exitCode === null) child.kill('SIGKILL');
  await exit;
  return { isClean, outcome };
}
