import type { Service, Setting } from '../service.js';
import { Identity, type ExtraKey } from './identity.js';

export interface Huawei {
  readonly services: readonly Service[];
  readonly identity: Identity;
}

/** Huawei's clouds: CSS, DWS and GeminiDB, and the IAM that all of them trust. */
export function createHuawei(setting: Setting, keys: readonly ExtraKey[]): Huawei {
  const identity = new Identity(setting.clock);
  for (const key of keys) identity.addKey(key);
  return { services: [], identity };
}
