import { askJson, type RunningPeer } from './servers.js';
import { aliasName, ALIASES, FLEET, SEARCH } from './setting.js';
import { SETUP, type Ids, type Work } from './works.js';

/** The requests of one work as one server takes them, and how long its answers are. */
export interface Script {
  readonly bodies: readonly string[];
  readonly bytes: readonly number[];
}

/** The server's ids of the clusters that the works name. */
export async function readIds({ port }: RunningPeer): Promise<Ids> {
  const names = [SEARCH, FLEET].flatMap((account) =>
    Array.from({ length: ALIASES }, (_, index) => aliasName(account, index)),
  );
  const ids = new Map<string, readonly string[]>();
  for (const account of names) {
    const text = await askJson(port, { query: SETUP, operationName: 'Setup', variables: { account } });
    const { nodes } = (dataOf(text) as { clusters: { nodes: { id: string; nativeId: string }[] } }).clusters;
    // By native id: servers may list clusters of one moment in any order, and ids are each server's own.
    ids.set(
      account,
      nodes.sort((a, b) => (a.nativeId < b.nativeId ? -1 : 1)).map(({ id }) => id),
    );
  }
  return ids;
}

/** Asks everything once and compares the answers, byte for byte. Throws at the first difference. */
export async function compareAnswers(
  work: Work,
  peers: readonly RunningPeer[],
  ids: ReadonlyMap<RunningPeer, Ids>,
): Promise<Map<RunningPeer, Script>> {
  const scripts = new Map<RunningPeer, Script>();
  let expected: readonly string[] | undefined;
  for (const peer of peers) {
    const { query, name } = work;
    const operationName = name === 'W5' ? 'W1' : name;
    const variables = work.variables(ids.get(peer) ?? new Map<string, readonly string[]>());
    const bodies = variables.map((each) => JSON.stringify({ operationName, query, variables: each }));
    const texts: string[] = [];
    for (const each of variables) texts.push(await askJson(peer.port, { operationName, query, variables: each }));
    const answers = texts.map((text) => JSON.stringify(normalised(dataOf(text))));
    expected ??= answers;
    assertSame(work, peer, answers, expected);
    scripts.set(peer, { bodies, bytes: texts.map((text) => Buffer.byteLength(text)) });
  }
  return scripts;
}

function dataOf(text: string): unknown {
  const { data, errors } = JSON.parse(text) as { data?: unknown; errors?: unknown };
  if (errors !== undefined) throw new Error(`An answer with errors: ${JSON.stringify(errors).slice(0, 500)}`);
  return data;
}

function assertSame(work: Work, peer: RunningPeer, answers: readonly string[], expected: readonly string[]): void {
  for (const [index, answer] of answers.entries()) {
    const other = expected[index] ?? '';
    if (answer === other) continue;
    let at = 0;
    while (answer[at] === other[at]) at++;
    const around = (text: string) => text.slice(Math.max(0, at - 150), at + 100);
    throw new Error(
      `${peer.name} answers ${work.name} (${index}) differently at ${at}:\n${around(answer)}\nand not\n${around(other)}`,
    );
  }
}

/**
 * Rows of one moment come in an order that is each server's own: here in that of their ids. A time on a whole second may
 * be written with its milliseconds or without.
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
