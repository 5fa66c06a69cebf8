import * as fault from '../support/responders.js';
import { type TestUpstream } from './test-upstream.js';

/** Gets a signature of the account accepted, so that the key guard does not limit its concurrency. */
export async function acceptSignature({ get, server }: TestUpstream): Promise<void> {
  server.respondWith(fault.json({}));
  await get('/proof');
}
