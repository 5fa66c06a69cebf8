// (c) Mercurius with compiled queries, and undici's `request`.
import { fastify } from 'fastify';
import { mercurius } from 'mercurius';
import { Agent, request } from 'undici';
import { CONCURRENCY } from '../setting.js';
import type { Get } from './api.js';
import { signerOf } from './direct.js';
import { createContext } from './context.js';
import { createSchema } from './graph.js';
import { announce, readAccounts } from './serve.js';

const accounts = new Map(readAccounts().map((account) => [account.name, account]));
const signers = new Map([...accounts.values()].map((account) => [account.name, signerOf(account)]));
const dispatcher = new Agent({ connections: CONCURRENCY, pipelining: 1 });

const get: Get = async ({ name, endpoint }, path, query) => {
  const target = query === '' ? path : `${path}?${query}`;
  const headers = signers.get(name)?.(path, query) ?? {};
  const { statusCode, body } = await request(endpoint + target, { dispatcher, headers });
  if (statusCode !== 200) throw new Error(`The upstream responded with status ${statusCode}.`);
  return body.json();
};

const app = fastify();
await app.register(mercurius, { schema: createSchema(), jit: 1, context: () => createContext(get, accounts) });
await app.listen({ port: 0, host: '127.0.0.1' });
const address = app.server.address();
announce(typeof address === 'object' && address !== null ? address.port : 0);
