import { setTimeout as delay } from 'node:timers/promises';
import type { Interceptor } from '../../src/simulator/index.js';

/** Makes one call in ten fail or take longer, in a random way. */
export const failAtRandom: Interceptor = async (request, respond) => {
  if (request.cloud === 'iam' || Math.random() > 0.1) return undefined;
  switch (Math.floor(Math.random() * 9)) {
    case 0:
      return 'reset';
    case 1:
      return 'hang';
    case 2:
      return { status: 503, body: { error_code: 'APIGW.0202' } };
    case 3:
      return { status: 429, headers: { 'Retry-After': '1' }, body: {} };
    case 4:
      return { status: 200, body: '<html>Please log in</html>' };
    case 5:
      return { status: 200, body: '' };
    case 6:
      return { status: 200, body: `{"clusters":${'['.repeat(100_000)}` };
    case 7:
      return { status: 502, body: 'x'.repeat(5_000_000) };
    default:
      await delay(Math.random() * 800);
      return respond();
  }
};
