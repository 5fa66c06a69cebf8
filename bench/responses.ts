import { post, type RunningServer, type ServerName } from './servers.js';
import { aliasName, ALIASES, FLEET, SEARCH } from './setting.js';
import { SETUP, type Ids, type Work, type WorkName } from './works.js';

/** The requests of one work as one server takes them, and the lengths of its responses. */
export interface Script {
  readonly bodies: readonly string[];
  readonly bytes: readonly number[];
}

/** Ids are each server's own, so each server has its own requests. */
export type Scripts = ReadonlyMap<WorkName, ReadonlyMap<ServerName, Script>>;

export function scriptOf(scripts: Scripts, work: Work, { name }: Pick<RunningServer, 'name'>): Script {
  const script = scripts.get(work.name)?.get(name);
  if (!script) throw new Error(`${name} has no requests for ${work.name}.`);
  return script;
}

/** Sends every request once to every server and compares the responses. Throws at the first difference. */
export async function readScripts(
  servers: readonly RunningServer[],
  works: readonly Work[],
  progress: (text: string) => void,
): Promise<Scripts> {
  const ids = new Map<ServerName, Ids>();
  for (const server of servers) ids.set(server.name, await readIds(server));
  const scripts = new Map<WorkName, ReadonlyMap<ServerName, Script>>();
  for (const work of works) {
    progress(`comparing the responses to ${work.name}`);
    scripts.set(work.name, await compareResponses(work, servers, ids));
  }
  return scripts;
}

/** The server's ids of the clusters that the works name. */
async function readIds({ port }: RunningServer): Promise<Ids> {
  const names = [SEARCH, FLEET].flatMap((account) =>
    Array.from({ length: ALIASES }, (_, index) => aliasName(account, index)),
  );
  const ids = new Map<string, readonly string[]>();
  for (const account of names) {
    const text = await post(port, { query: SETUP, operationName: 'Setup', variables: { account } });
    const { nodes } = (dataOf(text) as { clusters: { nodes: { id: string; nativeId: string }[] } }).clusters;
    // By native id: servers may list clusters with the same time in any order.
    ids.set(
      account,
      nodes.sort((a, b) => (a.nativeId < b.nativeId ? -1 : 1)).map(({ id }) => id),
    );
  }
  return ids;
}

async function compareResponses(
  work: Work,
  servers: readonly RunningServer[],
  ids: ReadonlyMap<ServerName, Ids>,
): Promise<Map<ServerName, Script>> {
  const scripts = new Map<ServerName, Script>();
  let expected: readonly string[] | undefined;
  for (const server of servers) {
    const { query, name } = work;
    const operationName = name === 'W5' ? 'W1' : name;
    const variables = work.variables(ids.get(server.name) ?? new Map<string, readonly string[]>());
    const requests = variables.map((each) => ({ operationName, query, variables: each }));
    const texts: string[] = [];
    for (const request of requests) texts.push(await post(server.port, request));
    const responses = texts.map((text) => JSON.stringify(normalised(dataOf(text))));
    expected ??= responses;
    assertSame(work, server, responses, expected);
    scripts.set(server.name, {
      bodies: requests.map((request) => JSON.stringify(request)),
      bytes: texts.map((text) => Buffer.byteLength(text)),
    });
  }
  return scripts;
}

function dataOf(text: string): unknown {
  const { data, errors } = JSON.parse(text) as { data?: unknown; errors?: unknown };
  if (errors !== undefined) throw new Error(`A response with errors: ${JSON.stringify(errors).slice(0, 500)}`);
  return data;
}

function assertSame(
  work: Work,
  server: RunningServer,
  responses: readonly string[],
  expected: readonly string[],
): void {
  for (const [index, response] of responses.entries()) {
    const other = expected[index] ?? '';
    if (response === other) continue;
    let at = 0;
    while (response[at] === other[at]) at++;
    const excerpt = (text: string) => text.slice(Math.max(0, at - 150), at + 100);
    throw new Error(
      `${server.name} responds to ${work.name} (request ${index}) differently at ${at}:\n` +
        `${excerpt(response)}\ninstead of\n${excerpt(other)}`,
    );
  }
}

/**
 * Sorts rows with equal times by id, because each server has its own order for them, and drops the milliseconds of whole
 * seconds, because servers may write them or not.
 */
function normalised(value: unknown): unknown {
  if (typeof value === 'string') return value.replace(WHOLE_SECOND, 'Z');
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return inOneOrder(value.map(normalised));
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, normalised(each)]));
}

const WHOLE_SECOND = /\.000Z$/;

function inOneOrder(rows: readonly unknown[]): readonly unknown[] {
  const groups: unknown[][] = [];
  for (const row of rows) {
    const last = groups.at(-1);
    if (last && textOf(row, 'createdAt') !== undefined && textOf(row, 'createdAt') === textOf(last[0], 'createdAt')) {
      last.push(row);
    } else groups.push([row]);
  }
  const idOf = (row: unknown) => textOf(row, 'nativeId') ?? '';
  return groups.flatMap((group) => group.sort((a, b) => (idOf(a) < idOf(b) ? -1 : 1)));
}

function textOf(row: unknown, name: string): string | undefined {
  const value: unknown = typeof row === 'object' && row !== null ? Reflect.get(row, name) : undefined;
  return typeof value === 'string' ? value : undefined;
}
