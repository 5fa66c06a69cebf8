import type { Service, Setting } from '../service.js';
import { createCss } from './css/index.js';
import { createDws } from './dws/index.js';
import { createGeminiDb } from './geminidb/index.js';
import { createIam } from './iam.js';
import { createMetadata } from './metadata.js';
import { Identity, type ExtraKey } from './identity.js';

export interface Huawei {
  readonly services: readonly Service[];
  readonly identity: Identity;
}

/** Huawei's clouds: CSS, DWS and GeminiDB, and the IAM that all of them trust. */
export function createHuawei(setting: Setting, keys: readonly ExtraKey[]): Huawei {
  const identity = new Identity(setting.clock, setting.random.fork('identity'));
  for (const key of keys) identity.addKey(key);
  const services = [createCss, createDws, createGeminiDb, createIam, createMetadata].map((create) =>
    create(setting, identity),
  );
  return { services, identity };
}
