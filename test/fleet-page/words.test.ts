import { expect, it } from 'vitest';
import { nameOfProvider } from '../../src/fleet-page/words/words.js';

it('Providers have the names that their companies write', () => {
  const names = (['HUAWEI_CSS', 'HUAWEI_DWS', 'HUAWEI_GEMINIDB', 'QINGCLOUD'] as const).map(nameOfProvider);
  expect(names).toEqual(['Huawei CSS', 'Huawei DWS', 'Huawei GeminiDB', 'QingCloud']);
});
