import { describe, expect, test } from 'vitest';
import { limits } from '../../src/config/schema.js';
import type { UpstreamCode } from '../../src/domain/errors.js';
import { codeWords, readPage, tableUnder } from './markdown.js';

const page = readPage('docs/errors.md');

describe('The page on errors lists', () => {
  test('every error code, and no others', () => {
    const upstreamCodes: Readonly<Record<UpstreamCode, true>> = {
      NOT_FOUND: true,
      UPSTREAM_AUTH: true,
      UPSTREAM_FORBIDDEN: true,
      UPSTREAM_THROTTLED: true,
      UPSTREAM_TIMEOUT: true,
      UPSTREAM_UNAVAILABLE: true,
      UPSTREAM_INVALID: true,
      UPSTREAM_LIMIT: true,
    };
    const codes = tableUnder(page, '## Error codes').flatMap(([code]) => codeWords(code));
    const real = ['BAD_USER_INPUT', 'UNAUTHENTICATED', 'FORBIDDEN', ...Object.keys(upstreamCodes)];
    expect(codes.toSorted()).toEqual(real.toSorted());
  });

  test('what happens at every limit', () => {
    const documented = tableUnder(page, '## Limits').flatMap(([limit]) => codeWords(limit));
    expect([...new Set(documented)].toSorted()).toEqual(Object.keys(limits.defaults).toSorted());
  });
});
