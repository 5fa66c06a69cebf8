// (b) A server as a user would write it by hand: Apollo's standalone server, RESTDataSource and DataLoader.
import { ApolloServer } from '@apollo/server';
import { startStandaloneServer } from '@apollo/server/standalone';
import { RESTDataSource, type AugmentedRequest } from '@apollo/datasource-rest';
import type { BenchAccount } from '../setting.js';
import type { Sign } from '../signer.js';
import { signerOf } from './direct.js';
import { createContext, type PeerContext } from './context.js';
import { createSchema } from './graph.js';
import { announce, readAccounts } from './serve.js';

const accounts = new Map(readAccounts().map((account) => [account.name, account]));
const signers = new Map([...accounts.values()].map((account) => [account.name, signerOf(account)]));

class HuaweiApi extends RESTDataSource {
  override baseURL: string;
  readonly #sign: Sign | undefined;

  constructor({ name, endpoint }: BenchAccount, cache: ApolloServer['cache']) {
    super({ cache });
    this.baseURL = endpoint;
    this.#sign = signers.get(name);
  }

  getJson(path: string, query: string): Promise<unknown> {
    return this.get<unknown>(query === '' ? path : `${path}?${query}`);
  }

  protected override willSendRequest(path: string, request: AugmentedRequest): void {
    const [pathname = '', query = ''] = path.split('?');
    Object.assign(request.headers, this.#sign?.(pathname, query));
  }
}

const apollo = new ApolloServer<PeerContext>({ schema: createSchema() });
const { url } = await startStandaloneServer(apollo, {
  listen: { port: 0, host: '127.0.0.1' },
  context: () => {
    // One data source per request, as the documentation of RESTDataSource requires.
    const sources = new Map<string, HuaweiApi>();
    const sourceOf = (account: BenchAccount) => {
      const known = sources.get(account.name) ?? new HuaweiApi(account, apollo.cache);
      sources.set(account.name, known);
      return known;
    };
    const get = (account: BenchAccount, path: string, query: string) => sourceOf(account).getJson(path, query);
    return Promise.resolve(createContext(get, accounts));
  },
});
announce(Number(new URL(url).port));
