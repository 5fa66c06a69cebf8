import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest';
import { CursorCodec } from '../../src/paging/cursor/codec.js';
import { ListFault } from '../../src/paging/errors.js';
import { type Fleet, startFleet } from './fleet.js';

let fleet: Fleet;

beforeAll(async () => {
  fleet = await startFleet();
});
afterEach(() => {
  vi.restoreAllMocks();
});
afterAll(() => fleet.close());

interface Listed {
  readonly clusterJobs: {
    readonly nodes: readonly { id: string }[];
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  };
}

const PAGE_INFO = 'pageInfo { hasNextPage endCursor }';

// A cursor becomes too long only with hundreds of sources that failed at different positions.
it('a cursor that would be too long is an error at its field, and the rows of the page stay', async () => {
  const message = 'Too many sources were unavailable at too many places to go on from here.';
  vi.spyOn(CursorCodec.prototype, 'encode').mockImplementation(() => {
    throw new ListFault('UPSTREAM_LIMIT', message);
  });
  const { status, data, errors } = await fleet.execute<Listed>(
    `{ clusterJobs(first: 3) { nodes { id } ${PAGE_INFO} } }`,
  );
  expect(status).toBe(200);
  expect(data.clusterJobs.nodes).toHaveLength(3);
  expect(data.clusterJobs.pageInfo).toEqual({ hasNextPage: true, endCursor: null });
  expect(errors).toMatchObject([
    {
      message,
      path: ['clusterJobs', 'pageInfo', 'endCursor'],
      extensions: { code: 'UPSTREAM_LIMIT', retryable: false },
    },
  ]);
});

it('cursors that are not selected are not encoded', async () => {
  const encode = vi.spyOn(CursorCodec.prototype, 'encode');
  await fleet.read(`{ clusterJobs(first: 3) { nodes { id } pageInfo { hasNextPage } } }`);
  expect(encode).not.toHaveBeenCalled();
  await fleet.read(`{ clusterJobs(first: 3) { nodes { id } ${PAGE_INFO} } }`);
  expect(encode).toHaveBeenCalledTimes(1);
});
