import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { announcedPort, start, stop, type Child } from './children.js';
import { CONCURRENCY, type BenchAccount } from './setting.js';
import { medianOf } from './statistics.js';

/** Jobgraph and the servers that it is compared with. */
export const SERVERS = ['jobgraph', 'bare', 'apollo', 'mercurius'] as const;
/** `other`: another build of Jobgraph. */
export type ServerName = (typeof SERVERS)[number] | 'other';

/** How servers are started. */
export interface Launch {
  readonly configFile: string;
  /** With telemetry or a store, for `jobgraph` alone. */
  readonly ownConfigFile?: string | undefined;
  /** For the Node that runs Jobgraph. */
  readonly nodeFlags: readonly string[];
  /** The main.js that `other` runs. */
  readonly otherProgram?: string;
}

export interface RunningServer {
  readonly name: ServerName;
  readonly child: Child;
  readonly port: number;
}

/** Writes the configuration file of Jobgraph, which the other servers read the accounts from. */
export function writeConfiguration(
  accounts: readonly BenchAccount[],
  keys: object = {},
  concurrency = CONCURRENCY,
): string {
  const file = join(mkdtempSync(join(tmpdir(), 'jobgraph-bench-')), 'bench.config.yaml');
  const config = {
    accounts: accounts.map((account) => ({ ...account, concurrency })),
    limits: { pageSize: 1000 },
    cursorKeys: ['a key that signs the cursors of the benchmark'],
    auth: 'none',
    log: { level: 'warn' },
    ...keys,
  };
  // JSON is YAML.
  writeFileSync(file, JSON.stringify(config));
  return file;
}

/** Milliseconds from the start of each server's process to its first response: medians of some starts in turns. */
export async function timeStarts(
  names: readonly ServerName[],
  launch: Launch,
): Promise<ReadonlyMap<ServerName, number>> {
  const times = new Map(names.map((name): [ServerName, number[]] => [name, []]));
  for (let turn = 0; turn < STARTS; turn++) {
    for (const [name, measured] of times) {
      const startedAt = performance.now();
      const { child } = await startServer(name, launch);
      measured.push(performance.now() - startedAt);
      await stop(child);
    }
  }
  return new Map([...times].map(([name, measured]) => [name, medianOf(measured)]));
}

const STARTS = 5;

/** All or none: if one fails to start, the others are stopped. */
export async function startServers(names: readonly ServerName[], launch: Launch): Promise<RunningServer[]> {
  const servers: RunningServer[] = [];
  try {
    for (const name of names) servers.push(await startServer(name, launch));
    return servers;
  } catch (error) {
    await stopServers(servers);
    throw error;
  }
}

/** Starts a server and waits for its first response. */
export async function startServer(name: ServerName, launch: Launch): Promise<RunningServer> {
  const child = startProgram(name, launch);
  try {
    const port = await announcedPort(child);
    await post(port, { query: '{ __typename }' });
    return { name, child, port };
  } catch (error) {
    await stop(child);
    throw error;
  }
}

function startProgram(name: ServerName, launch: Launch): Child {
  const { configFile, ownConfigFile = configFile, nodeFlags, otherProgram = '' } = launch;
  const isJobgraph = name === 'jobgraph' || name === 'other';
  if (!isJobgraph) return start(0, pathOf(`./peers/${name}.js`), [configFile]);
  const program = name === 'other' ? otherProgram : pathOf('../../../dist/main.js');
  const file = name === 'jobgraph' ? ownConfigFile : configFile;
  return start(0, program, ['serve', '--config', file, '--port', '0'], nodeFlags);
}

function pathOf(relative: string): string {
  return fileURLToPath(new URL(relative, import.meta.url));
}

export async function stopServers(servers: readonly RunningServer[]): Promise<void> {
  await Promise.all(servers.map(({ child }) => stop(child)));
}

/** The text of a response with status 200. Throws for any other status. */
export async function post(port: number, body: object): Promise<string> {
  const response = await fetch(`http://127.0.0.1:${port}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json' },
    body: JSON.stringify(body),
  });
  const text = await response.text();
  if (response.status !== 200) throw new Error(`HTTP ${response.status}: ${text.slice(0, 500)}`);
  return text;
}
