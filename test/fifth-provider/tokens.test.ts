import { describe, expect, it } from 'vitest';
import { createReader, describeProvider, fill, walk } from '../providers/conformance/index.js';
import { createTokenAccount } from './provider/index.js';
import { TokenService, type SentPage } from './service.js';

/** CloudProvider is an enumeration, so the accounts use one of its values. */
function open(name: string) {
  const service = new TokenService(name);
  const account = createTokenAccount(
    { name, provider: 'HUAWEI_GEMINIDB', region: 'moon' },
    {
      send: (size, token) => service.listOperations(size, token),
      listClusters: () => service.listClusters(),
    },
  );
  return { account, service };
}

describeProvider('that pages by tokens', open);

function openFilled(size: number) {
  const opened = open('one');
  fill(opened.service, size);
  return opened;
}

const isLast = (page: SentPage) => page.nextPageToken === undefined;

describe('A list that is read by tokens', () => {
  it('reads each page of an operation once', async () => {
    const { account, service } = openFilled(130);
    await walk([account], 'forward', () => 100);
    // 3 calls for the first page and the row behind it, 4 for the whole list.
    expect(service.calls).toBeLessThanOrEqual(3 + 4);
  });

  it.each(['', null])('ends if the token is %o', async (nextPageToken) => {
    const { account, service } = openFilled(130);
    service.edit = (page) => (isLast(page) ? { ...page, nextPageToken } : page);
    expect((await walk([account], 'forward', () => 50)).toSorted()).toEqual(service.ids().toSorted());
  });

  it.each([{}, { items: null }, { items: [], nextPageToken: '' }, { items: null, nextPageToken: null }])(
    'is empty if the page is %j',
    async (page) => {
      const { account, service } = openFilled(3);
      service.edit = () => page;
      expect(await walk([account], 'forward', () => 10)).toEqual([]);
      expect(service.calls).toBe(1);
    },
  );

  it.each([{ items: [] }, { items: null }, { items: undefined }])(
    'continues after a page of %j that has a token',
    async (empty) => {
      const { account, service } = openFilled(100);
      let pages = 0;
      service.edit = (page) =>
        ++pages % 2 === 0 || isLast(page) ? page : { ...empty, nextPageToken: `skip-${pages}` };
      const listOperations = service.listOperations.bind(service);
      const tokens = new Map<string, string | undefined>();
      service.listOperations = (size, token) => {
        const requested = token?.startsWith('skip-') === true ? tokens.get(token) : token;
        tokens.set(`skip-${pages + 1}`, requested);
        return listOperations(size, requested);
      };
      expect((await walk([account], 'forward', () => 100)).toSorted()).toEqual(service.ids().toSorted());
    },
  );

  it.each([
    ['the same token again', (page: SentPage) => ({ ...page, nextPageToken: 'again' })],
    ['a token from two pages before', undefined],
  ])('is invalid with %s, and is not read until the calls are used up', async (_, edit) => {
    const { account, service } = openFilled(130);
    let pages = 0;
    service.edit = edit ?? ((page) => ({ ...page, nextPageToken: `${++pages % 2}` }));
    service.listOperations = async (): Promise<SentPage> => {
      service.calls++;
      return Promise.resolve(service.edit({ items: [] }));
    };
    const page = await createReader([account])({ first: 10 });
    expect(page.unavailable).toMatchObject([{ code: 'UPSTREAM_INVALID' }]);
    expect(service.calls).toBeLessThanOrEqual(3);
  });

  it.each([7, {}, ['x']])('is invalid with the token %j', async (nextPageToken) => {
    const { account, service } = openFilled(3);
    service.listOperations = async () =>
      Promise.resolve(Object.assign({ items: [] }, { nextPageToken: nextPageToken as string }));
    expect((await createReader([account])({ first: 10 })).unavailable).toMatchObject([{ code: 'UPSTREAM_INVALID' }]);
  });

  it('has no row for a null, and has a row without a time', async () => {
    const { account, service } = openFilled(4);
    service.edit = ({ items, ...page }) => ({
      ...page,
      items: [null, ...(items ?? []).map((item, index) => (item && index === 2 ? { ...item, began: '' } : item))],
    });
    expect((await walk([account], 'forward', () => 10)).toSorted()).toEqual(service.ids().toSorted());
  });
});
