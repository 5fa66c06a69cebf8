import { expect, onTestFinished, test } from 'vitest';
import { toClusterId } from '../../src/domain/ids.js';
import { startClouds, type Clouds } from '../../src/simulator/index.js';
import { idsOf, placeOf, serveWorld, type World, type FaultyProvider } from './world.js';

// What an answer takes is nearly all the clouds' own time, so that the machine's load hardly counts.
const CLOUD_MS = 80;
const ROUNDS = 25;
const MOST_TRIES = 5;
const CALLERS = 50;
const QUERY = 'query ($id: ID!) { cluster(id: $id) { name jobs(first: 5) { nodes { id } } } }';

/** One has a server to itself, the other shares one with an account that is well. */
const SICK = { analytics: 'HUAWEI_DWS', 'search-europe': 'HUAWEI_CSS' } as const satisfies Record<
  string,
  FaultyProvider
>;
const WELL = ['HUAWEI_CSS', 'HUAWEI_GEMINIDB', 'QINGCLOUD'] as const;

test('While the clouds of two accounts hang, the slowest answers about the others take no fifth longer', async () => {
  const clouds = await startClouds({ behaviour: { delayMs: CLOUD_MS } });
  onTestFinished(() => clouds.close());
  const ids = await idsOf(clouds);
  const [calm, busy] = await Promise.all([openPatientWorld(clouds), openPatientWorld(clouds)]);
  for (const provider of WELL) await Promise.all([calm, busy].map((world) => measure(world, ids[provider])));
  const waiting = await occupy(clouds, busy);

  let slowdown = Infinity;
  // What slows one of them down by itself does so every time; what else runs on this machine does not.
  for (let tries = 0; tries < MOST_TRIES && slowdown > 1.2; tries++) slowdown = await compare(calm, busy, ids);
  expect(slowdown).toBeLessThanOrEqual(1.2);
  expect(waiting.answered()).toBe(0);
}, 120_000);

/** How much longer the 95th of a hundred answers takes in the busy world, or the middle one: load hides the first. */
async function compare(calm: World, busy: World, ids: Readonly<Record<FaultyProvider, string>>): Promise<number> {
  const times = { calm: [] as number[], busy: [] as number[] };
  for (let round = 0; round < ROUNDS; round++) {
    // Side by side and in turns: whatever else holds this machine up holds up both.
    const order = round % 2 === 0 ? (['calm', 'busy'] as const) : (['busy', 'calm'] as const);
    const asked = WELL.flatMap((provider) =>
      order.map(async (name) => times[name].push(await measure(name === 'calm' ? calm : busy, ids[provider]))),
    );
    await Promise.all(asked);
  }
  return Math.max(...[0.5, 0.95].map((part) => quantile(times.busy, part) / quantile(times.calm, part)));
}

/** Nobody gives up by itself while the test lasts. */
async function openPatientWorld(clouds: Clouds): Promise<World> {
  const names = [...Object.keys(SICK), ...WELL.map((provider) => placeOf(clouds, provider).account)];
  const accounts = clouds.accounts.filter(({ name }) => names.includes(name));
  const world = await serveWorld({ accounts, limits: { requestTimeoutMs: 600_000, upstreamTimeoutMs: 600_000 } });
  onTestFinished(() => world.close());
  return world;
}

/** Lets many callers wait for the sick accounts, each with a question of its own. */
async function occupy(clouds: Clouds, world: World) {
  const sickOnes = clouds.accounts.filter(({ name }) => name in SICK);
  const reached = new Set<string>();
  clouds.intercept(({ path }) => {
    const sick = sickOnes.find((account) => 'projectId' in account && path.includes(account.projectId));
    if (sick) reached.add(sick.name);
    return sick && 'hang';
  });
  const leaving = new AbortController();
  let answered = 0;
  const callers = Object.entries(SICK).flatMap(([account, provider]) =>
    Array.from({ length: CALLERS }, async (_, index) => {
      const id = toClusterId({ account, provider, nativeId: `c${index}` });
      await world.ask(QUERY, { id }, { signal: leaving.signal });
      answered++;
    }),
  );
  const gone = Promise.allSettled(callers);
  onTestFinished(async () => {
    leaving.abort();
    await gone;
  });
  await expect.poll(() => [...reached].sort(), { timeout: 30_000 }).toEqual(Object.keys(SICK).sort());
  return { answered: () => answered };
}

async function measure(world: World, id: string): Promise<number> {
  const startedAt = performance.now();
  const { text, errors } = await world.ask(QUERY, { id });
  const tookMs = performance.now() - startedAt;
  expect(errors).toEqual([]);
  expect(text).toContain('"nodes":[{');
  return tookMs;
}

function quantile(times: readonly number[], part: number): number {
  return times.toSorted((a, b) => a - b)[Math.floor(times.length * part)] ?? Number.NaN;
}
