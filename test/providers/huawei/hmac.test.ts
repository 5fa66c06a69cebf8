import { createHmac as createNodeHmac } from 'node:crypto';
import { expect, it } from 'vitest';
import { createHmac } from '../../../src/providers/huawei/auth/hmac.js';

const TEXTS = ['', 'a', 'SDK-HMAC-SHA256\n20261121T080000Z\n0f', 'x'.repeat(1024)];

it.each([1, 40, 63, 64, 65, 200])(
  "signs with a key of %i letters as Node's own HMAC does, one text after another",
  (length) => {
    const key = 'é'.repeat(length);
    const hmac = createHmac(key);
    for (const text of [...TEXTS, ...TEXTS.toReversed()]) {
      expect(hmac(text)).toBe(createNodeHmac('sha256', key).update(text).digest('hex'));
    }
  },
);
