import { expect, test } from 'vitest';
import { CANARIES, formsOf, leaksIn } from './canaries.js';

const SECRET = CANARIES.iamPassword;

test.for([
  ['as it is', `before ${SECRET} after`],
  ['in JSON', JSON.stringify({ message: `it is ${SECRET}` })],
  ['in a query', new URLSearchParams({ password: SECRET }).toString()],
  ['in a path', encodeURIComponent(SECRET)],
  ['in base64', Buffer.from(SECRET).toString('base64')],
  ['in base64 after one letter', Buffer.from(`a${SECRET}b`).toString('base64')],
  ['in base64url after two letters', Buffer.from(`ab${SECRET}`).toString('base64url')],
  ['in the JSON of a cursor', Buffer.from(JSON.stringify(['x', SECRET])).toString('base64url')],
  ['in hex', Buffer.from(SECRET).toString('hex')],
] as const)('A secret is found %s', ([, text]) => {
  expect(leaksIn(text, CANARIES)).toContainEqual(expect.stringMatching(/^iamPassword as /));
});

test('No secret is found in a text without secrets', () => {
  expect(leaksIn(JSON.stringify({ data: { cloudAccounts: [{ id: 'WyJhY2NvdW50IiwiYSJd' }] } }), CANARIES)).toEqual([]);
  for (const secret of Object.values(CANARIES)) expect(formsOf(secret).every((form) => form.length >= 16)).toBe(true);
});
