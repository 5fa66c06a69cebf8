import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { type AccountResponseCache, ParsedResponseCache } from '../../src/upstream/parsed-response-cache.js';
import { type Fleet, startFleet } from './fleet.js';
import { DIRECTIONS, walk } from './walking.js';

// What is read in an answer is shared by all operations that are told the same. Here nobody can change it in silence:
// whoever tries gets an error.

const JOB = `nativeId provider action status nativeStatus createdAt finishedAt progress failureReason
  account { name } clusters { nativeId name status }
  details { __typename ... on CssLogBackup { jobId trigger logPath } ... on DwsLogicalClusterTask { logicalClusterName log }
    ... on GeminiDbTask { instanceId instanceName } ... on QingCloudOperation { owner resourceIds errorCodes } }`;
const CLUSTER = 'nativeId name status nativeStatus engine engineVersion nodeCount createdAt';
const TIMES = 4;

const LISTS = [
  ['all jobs', { list: 'clusterJobs(…) {}', fields: JOB, size: 100 }],
  ['failed jobs', { list: 'clusterJobs(filter: { statuses: [FAILED] }, …) {}', fields: JOB, size: 100 }],
  [
    'clusters with their jobs',
    { list: 'clusters(…) {}', fields: `${CLUSTER} jobs(first: 10) { nodes { ${JOB} } }`, size: 8 },
  ],
] as const;

let fleet: Fleet;
let reused = 0;

beforeAll(async () => {
  const opened = vi.spyOn(ParsedResponseCache.prototype, 'of');
  fleet = await startFleet();
  for (const { value: answers } of opened.mock.results) {
    const { find } = answers as AccountResponseCache;
    const findFrozen: AccountResponseCache['find'] = (...answer) => {
      const told = find(...answer);
      if (told?.known?.made) reused++;
      freeze(told?.known?.made?.value);
      return told;
    };
    Object.assign(answers as AccountResponseCache, { find: findFrozen });
  }
});
afterAll(async () => {
  vi.restoreAllMocks();
  await fleet.close();
});

function freeze(value: unknown): void {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return;
  Object.freeze(value);
  Object.values(value).forEach(freeze);
}

describe.each(LISTS)('%s, read again and again', (_name, list) => {
  test.each(DIRECTIONS)('are the same, %s', async (direction) => {
    reused = 0;
    const walks = [];
    for (let time = 0; time < TIMES; time++) walks.push(await walk(fleet, { ...list, direction, pages: 12 }));
    const [first, ...others] = walks.map(({ nodes }) => nodes);
    expect(walks.flatMap(({ errors }) => errors)).toEqual([]);
    expect(first?.length).toBeGreaterThan(5);
    for (const other of others) expect(other).toEqual(first);
    expect(reused).toBeGreaterThan(10);
  });
});
